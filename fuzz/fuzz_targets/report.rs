#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    relire_fuzz::ask("report", data);
});
