{{%AUTOESCAPE context="HTML"}}
<details><summary>nginx</summary>
@include(server_file links="@links@" number="@number@" format=fullchain suffix=x509fullchain.pem)@
<pre data-copy>ssl_certificate     /etc/nginx/tls/@number@-x509fullchain.pem;
ssl_certificate_key /etc/nginx/tls/@number@.key;</pre>
<pre data-copy>nginx -t &amp;&amp; systemctl reload nginx</pre>
</details>
<details><summary>Apache</summary>
@include(server_file links="@links@" number="@number@" format=fullchain suffix=x509fullchain.pem)@
<pre data-copy>SSLEngine on
SSLCertificateFile    /etc/apache2/tls/@number@-x509fullchain.pem
SSLCertificateKeyFile /etc/apache2/tls/@number@.key</pre>
<pre data-copy>apachectl configtest &amp;&amp; apachectl graceful</pre>
<p class="hint">[[For Apache 2.4.8 and later: the issuers stand in the same file.]]</p>
</details>
<details><summary>Windows, IIS</summary>
@include(server_file links="@links@" number="@number@" format=p7b suffix=x509.p7b)@
<p>[[If the request was made on this server, its key is there already:]]</p>
<pre data-copy>certreq -accept @number@-x509.p7b</pre>
<p>[[Otherwise put certificate and key into one file and import that:]]</p>
@include(server_file links="@links@" number="@number@" format=chain suffix=x509chain.pem)@
<pre data-copy>openssl pkcs12 -export -in @number@-x509chain.pem -inkey @number@.key -out @number@.pfx
Import-PfxCertificate -FilePath @number@.pfx -CertStoreLocation Cert:\LocalMachine\My -Password (Read-Host -AsSecureString)</pre>
<p>[[Then choose it under “Bindings” of the site.]]</p>
</details>
<details><summary>Tomcat</summary>
@include(server_file links="@links@" number="@number@" format=pem suffix=x509.pem)@
@include(server_file links="@links@" number="@number@" format=issuers suffix=issuers.pem)@
<p>[[Tomcat 8.5 and later reads PEM files, in <code>conf/server.xml</code>:]]</p>
<pre data-copy>&lt;Connector port="8443" SSLEnabled="true"&gt;
  &lt;SSLHostConfig&gt;
    &lt;Certificate certificateFile="conf/@number@-x509.pem"
                 certificateKeyFile="conf/@number@.key"
                 certificateChainFile="conf/@number@-issuers.pem"/&gt;
  &lt;/SSLHostConfig&gt;
&lt;/Connector&gt;</pre>
</details>
<details><summary>Java</summary>
@include(server_file links="@links@" number="@number@" format=chain suffix=x509chain.pem)@
<p>[[If the key was made with keytool, into the same key store:]]</p>
<pre data-copy>keytool -importcert -alias server -keystore server.p12 -file @number@-x509chain.pem</pre>
<p>[[Otherwise certificate and key make a key store:]]</p>
<pre data-copy>openssl pkcs12 -export -name server -in @number@-x509chain.pem -inkey @number@.key -out @number@.p12</pre>
</details>
<details><summary>HAProxy</summary>
@include(server_file links="@links@" number="@number@" format=fullchain suffix=x509fullchain.pem)@
<p>[[HAProxy reads certificate, issuers and key from one file.]]</p>
<pre data-copy>cat @number@-x509fullchain.pem @number@.key &gt; /etc/haproxy/tls/@number@.pem
chmod 600 /etc/haproxy/tls/@number@.pem</pre>
<pre data-copy>bind :443 ssl crt /etc/haproxy/tls/@number@.pem</pre>
</details>
<details><summary>Postfix, Dovecot, Exim</summary>
@include(server_file links="@links@" number="@number@" format=fullchain suffix=x509fullchain.pem)@
<p>Postfix, <code>main.cf</code>:</p>
<pre data-copy>smtpd_tls_cert_file = /etc/postfix/tls/@number@-x509fullchain.pem
smtpd_tls_key_file = /etc/postfix/tls/@number@.key</pre>
<p>Dovecot 2.3, <code>conf.d/10-ssl.conf</code>:</p>
<pre data-copy>ssl_cert = &lt;/etc/dovecot/tls/@number@-x509fullchain.pem
ssl_key = &lt;/etc/dovecot/tls/@number@.key</pre>
<p>Exim:</p>
<pre data-copy>tls_certificate = /etc/exim4/tls/@number@-x509fullchain.pem
tls_privatekey = /etc/exim4/tls/@number@.key</pre>
</details>
