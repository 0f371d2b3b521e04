{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Make a CSR]]" description="[[Run the commands for your server, then upload server.csr with your order. The private key stays with you.]]" class="middle" crumb=help crumb_label="[[Help]]" crumb_here="[[Make a CSR]]")@
<h1>[[Make a CSR]]</h1>
<p class="lead-in">[[Run the commands for your server, then upload server.csr with your order. The private key stays with you.]]</p>
@include(errors)@
<form class="sheet form" action="{{BASE}}/help/csr">
@include(field name=names type=text autocomplete=off label="[[Names of the certificate]]" hint="[[With blanks between them, such as: www.example.org example.org]]")@
{{#CHOOSE_ORGANISATION}}
<div class="field"><label for="organisation">[[Organisation]] <small>([[optional]])</small></label>
<select class="form-select" id="organisation" name="organisation">
<option value="">[[None]]</option>
{{#ORGANISATION_OPTION}}
<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{LABEL}}</option>
{{/ORGANISATION_OPTION}}
</select></div>
{{/CHOOSE_ORGANISATION}}
<button class="btn btn-quiet">[[Put into the commands]]</button>
</form>
<h2 id="openssl">OpenSSL</h2>
<p>[[Makes a new key, server.key, and the CSR, server.csr.]]</p>
<pre data-copy>@include(csr_command key="1" subject="{{#COUNTRY}}/C={{TEXT}}{{/COUNTRY}}{{#CITY}}/L={{TEXT}}{{/CITY}}{{#ORGANISATION}}/O={{TEXT}}{{/ORGANISATION}}/CN={{COMMON_NAME}}" names="{{OPENSSL_NAMES}}")@</pre>
<p>[[With a key that is there already:]]</p>
<pre data-copy>@include(csr_command subject="{{#COUNTRY}}/C={{TEXT}}{{/COUNTRY}}{{#CITY}}/L={{TEXT}}{{/CITY}}{{#ORGANISATION}}/O={{TEXT}}{{/ORGANISATION}}/CN={{COMMON_NAME}}" names="{{OPENSSL_NAMES}}")@</pre>
<h2 id="windows">Windows, IIS</h2>
<p>[[In PowerShell as administrator, on the server itself: the key is made in its store and stays there. server.csr is the CSR.]]</p>
<pre data-copy>@'
[Version]
Signature = "$Windows NT$"
[NewRequest]
Subject = "CN={{COMMON_NAME}}{{#ORGANISATION}},O={{TEXT}}{{/ORGANISATION}}{{#CITY}},L={{TEXT}}{{/CITY}}{{#COUNTRY}},C={{TEXT}}{{/COUNTRY}}"
KeyLength = 3072
HashAlgorithm = SHA256
MachineKeySet = TRUE
[Extensions]
2.5.29.17 = "{text}"
{{#WINDOWS_NAME}}
_continue_ = "dns={{TEXT}}&amp;"
{{/WINDOWS_NAME}}
'@ | Set-Content server.inf -Encoding Unicode
certreq -new server.inf server.csr</pre>
<h2 id="java">Java</h2>
<p>[[The key is made in the key store server.p12, whose password you are asked for. server.csr is the CSR.]]</p>
<pre data-copy>keytool -genkeypair -alias server -keyalg RSA -keysize 3072 -storetype PKCS12 -keystore server.p12 -dname "CN={{COMMON_NAME}}{{#ORGANISATION}},O={{TEXT}}{{/ORGANISATION}}{{#CITY}},L={{TEXT}}{{/CITY}}{{#COUNTRY}},C={{TEXT}}{{/COUNTRY}}"
keytool -certreq -alias server -keystore server.p12 -file server.csr -ext "SAN={{KEYTOOL_NAMES}}"</pre>
<p class="buttons after"><a class="btn btn-primary" href="{{BASE}}/orders/new{{#CHOSEN}}?organisation={{REFERENCE}}{{/CHOSEN}}">[[Order a new certificate]]</a></p>
<p class="hint">[[For a renewal or a re-issue, go back to its page with the new server.csr.]]</p>
<h2>[[Good to know]]</h2>
<ul class="checks">
<li>[[From the CSR come the names and the key. Everything else in it is ignored; before you order, you see what the certificate will contain.]]</li>
<li>[[Organisation, city and country come from the organisation’s page, for products whose certificates show them; those in the CSR count as ignored. The commands leave out characters that a command line could misread.]]</li>
<li>[[Names are complete domain names: no IP addresses, no internal names, 100 at most. A wildcard is the whole first part, as in *.example.org.]]</li>
<li>[[Keep server.key where only the server can read it, and never send it to anybody. Whoever has it can pretend to be your server; the portal never asks for it.]]</li>
</ul>
@include(foot)@
