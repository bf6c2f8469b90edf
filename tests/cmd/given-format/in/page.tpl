<p>Il l&rsquo;a dit au <b>Monetary</b> Instances lundi.</p>
