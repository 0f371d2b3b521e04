{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Install a certificate]]" class="middle" crumb=help crumb_label="[[Help]]" crumb_here="[[Install a certificate]]")@
<h1>[[Install a certificate]]</h1>
<p class="lead-in">[[Nearly every server wants the file “fullchain” and the private key that the CSR was made with. Reload it afterwards.]]</p>
<section class="sheet part" aria-labelledby="servers"><h2 id="servers">[[By server]]</h2>
<p>[[On a certificate’s page, under “Downloads”, these lines stand with its own file names and links:]] <a href="{{BASE}}/certificates">[[My certificates]]</a></p>
@include(set_up links="" number=320917)@
</section>
<h2>[[Is the new one in use?]]</h2>
<p>[[Ask the server from another computer; it has to show the new serial number and end:]]</p>
<pre data-copy>openssl s_client -connect www.example.org:443 -servername www.example.org &lt;/dev/null | openssl x509 -noout -serial -enddate</pre>
<h2>[[Which file is which?]]</h2>
<dl class="facts">
<div><dt>fullchain</dt><dd>[[Certificate and issuing CAs, in PEM: what a server sends to browsers.]]</dd></div>
<div><dt>pem</dt><dd>[[The certificate alone. A server with nothing else makes some browsers and most programs refuse it.]]</dd></div>
<div><dt>chain</dt><dd>[[As fullchain, with the root at its end: for key stores.]]</dd></div>
<div><dt>issuers</dt><dd>[[Only issuing CAs and root, for servers that want them in a file of their own.]]</dd></div>
<div><dt>p7b</dt><dd>[[Certificate and all CAs as PKCS#7, for Windows and Java.]]</dd></div>
<div><dt>der</dt><dd>[[The certificate alone, binary, for appliances.]]</dd></div>
</dl>
<h2 class="after">[[The private key?]]</h2>
<p>[[It is where the CSR was made, and never was on this portal. It is lost? Make a new CSR and choose “Re-issue” on the certificate’s page.]] @include(help topic=csr label="[[Make a CSR]]")@</p>
@include(foot)@
