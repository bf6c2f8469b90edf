# relire as one static program: docker build -t relire . && docker run --rm -v "$PWD:/work" relire check
FROM rust:1-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends g++ libclang1 && rm -rf /var/lib/apt/lists/*
WORKDIR /relire
COPY . .
# With the target named, only the program is linked statically, not the build scripts, which load libclang. Hunspell
# asks for the shared C++ library; a folder that comes first and holds the static one alone gives it that. The program is
# run once: one that still needs a shared library would crash in the image.
RUN mkdir /static && ln -s "$(g++ -print-file-name=libstdc++.a)" /static/ \
 && target=$(rustc -vV | sed -n 's/^host: //p') \
 && RUSTFLAGS="-C target-feature=+crt-static -L native=/static" cargo build --locked --release --target "$target" \
 && cp "target/$target/release/relire" /usr/local/bin/relire && strip /usr/local/bin/relire \
 && relire --version

FROM alpine:3
# git tells which lines changed, for --since.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=build /usr/local/bin/relire /usr/local/bin/relire
WORKDIR /work
ENTRYPOINT ["relire"]
CMD ["check"]
