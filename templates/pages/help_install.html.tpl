{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Install a certificate]]" description="[[Nearly every server wants the file “fullchain” and the private key that the CSR was made with. Then reload the server.]]" class="middle" crumb=help crumb_label="[[Help]]" crumb_here="[[Install a certificate]]")@
<h1>[[Install a certificate]]</h1>
<p class="lead-in">[[Nearly every server wants the file “fullchain” and the private key that the CSR was made with. Then reload the server.]]</p>
<section class="sheet part" aria-labelledby="servers"><h2 id="servers">[[By server]]</h2>
{{#OWN}}
<p>[[For certificate]] <a href="{{BASE}}/certificates/{{NUMBER}}#downloads">{{NUMBER}}</a>. [[server.key stands for the private key that the CSR was made with.]]</p>
{{/OWN}}
{{#SAMPLE}}
<p>[[From a certificate’s page, under “Downloads”, you come here with its own file names in these lines:]] <a href="{{BASE}}/certificates">[[My certificates]]</a></p>
{{/SAMPLE}}
<details><summary>nginx</summary>
@include(server_file format=fullchain suffix=x509fullchain.pem)@
<pre data-copy>ssl_certificate     /etc/nginx/tls/{{NUMBER}}-x509fullchain.pem;
ssl_certificate_key /etc/nginx/tls/server.key;</pre>
<pre data-copy>nginx -t &amp;&amp; systemctl reload nginx</pre>
</details>
<details><summary>Apache</summary>
@include(server_file format=fullchain suffix=x509fullchain.pem)@
<pre data-copy>SSLEngine on
SSLCertificateFile    /etc/apache2/tls/{{NUMBER}}-x509fullchain.pem
SSLCertificateKeyFile /etc/apache2/tls/server.key</pre>
<pre data-copy>apachectl configtest &amp;&amp; apachectl graceful</pre>
<p class="hint">[[For Apache 2.4.8 and later: the issuers stand in the same file.]]</p>
</details>
<details><summary>Windows, IIS</summary>
@include(server_file format=p7b suffix=x509.p7b)@
<p>[[If the request was made on this server, its key is there already:]]</p>
<pre data-copy>certreq -accept {{NUMBER}}-x509.p7b</pre>
<p>[[Otherwise put certificate and key into one file and import that:]]</p>
@include(server_file format=chain suffix=x509chain.pem)@
<pre data-copy>openssl pkcs12 -export -in {{NUMBER}}-x509chain.pem -inkey server.key -out {{NUMBER}}.pfx
Import-PfxCertificate -FilePath {{NUMBER}}.pfx -CertStoreLocation Cert:\LocalMachine\My -Password (Read-Host -AsSecureString)</pre>
<p>[[Then choose it under “Bindings” of the site.]]</p>
</details>
<details><summary>Tomcat</summary>
@include(server_file format=pem suffix=x509.pem)@
@include(server_file format=issuers suffix=issuers.pem)@
<p>[[Tomcat 8.5 and later reads PEM files, in <code>conf/server.xml</code>:]]</p>
<pre data-copy>&lt;Connector port="8443" SSLEnabled="true"&gt;
  &lt;SSLHostConfig&gt;
    &lt;Certificate certificateFile="conf/{{NUMBER}}-x509.pem"
                 certificateKeyFile="conf/server.key"
                 certificateChainFile="conf/{{NUMBER}}-issuers.pem"/&gt;
  &lt;/SSLHostConfig&gt;
&lt;/Connector&gt;</pre>
</details>
<details><summary>Java</summary>
@include(server_file format=chain suffix=x509chain.pem)@
<p>[[If the key was made with keytool, into the same key store:]]</p>
<pre data-copy>keytool -importcert -alias server -keystore server.p12 -file {{NUMBER}}-x509chain.pem</pre>
<p>[[Otherwise certificate and key make a key store:]]</p>
<pre data-copy>openssl pkcs12 -export -name server -in {{NUMBER}}-x509chain.pem -inkey server.key -out {{NUMBER}}.p12</pre>
</details>
<details><summary>HAProxy</summary>
@include(server_file format=fullchain suffix=x509fullchain.pem)@
<p>[[HAProxy reads certificate, issuers and key from one file.]]</p>
<pre data-copy>cat {{NUMBER}}-x509fullchain.pem server.key &gt; /etc/haproxy/tls/{{NUMBER}}.pem
chmod 600 /etc/haproxy/tls/{{NUMBER}}.pem</pre>
<pre data-copy>bind :443 ssl crt /etc/haproxy/tls/{{NUMBER}}.pem</pre>
</details>
<details><summary>Postfix, Dovecot, Exim</summary>
@include(server_file format=fullchain suffix=x509fullchain.pem)@
<p>Postfix, <code>main.cf</code>:</p>
<pre data-copy>smtpd_tls_cert_file = /etc/postfix/tls/{{NUMBER}}-x509fullchain.pem
smtpd_tls_key_file = /etc/postfix/tls/server.key</pre>
<p>Dovecot 2.3, <code>conf.d/10-ssl.conf</code>:</p>
<pre data-copy>ssl_cert = &lt;/etc/dovecot/tls/{{NUMBER}}-x509fullchain.pem
ssl_key = &lt;/etc/dovecot/tls/server.key</pre>
<p>Exim:</p>
<pre data-copy>tls_certificate = /etc/exim4/tls/{{NUMBER}}-x509fullchain.pem
tls_privatekey = /etc/exim4/tls/server.key</pre>
</details>
</section>
<h2>[[Is the new one in use?]]</h2>
<p>[[Ask the server from another computer; it has to show the new serial number and end:]]</p>
<pre data-copy>openssl s_client -connect {{HOST}}:443 -servername {{HOST}} &lt;/dev/null | openssl x509 -noout -serial -enddate</pre>
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
