<p>Cela fait du <b>sens</b>.</p>
