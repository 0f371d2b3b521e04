{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Help]]" description="[[Short pages for when it has to be quick.]]" class="middle")@
<h1>[[Help]]</h1>
<p class="lead-in">[[Short pages for when it has to be quick.]]</p>
<ul class="tasks sheet">
<li><p><a href="{{BASE}}/help/csr">[[Make a CSR]]</a><small>[[The commands for OpenSSL, Windows and Java, with your names in them]]</small></p></li>
<li><p><a href="{{BASE}}/help/install">[[Install a certificate]]</a><small>[[Which file your server wants, and the lines of its configuration]]</small></p></li>
<li><p><a href="{{BASE}}/help/renewal">[[Renew a certificate]]</a><small>[[From when on, with which key, and what to do on the last evening]]</small></p></li>
<li><p><a href="{{BASE}}/help/handover">[[Hand over an organisation]]</a><small>[[How another person becomes the technical contact]]</small></p></li>
<li><p><a href="{{BASE}}/help/session-password">[[The session password]]</a><small>[[What it is, who has it, and where it is entered]]</small></p></li>
</ul>
<h2 class="after">[[Where is …]]</h2>
<dl class="facts">
<div><dt>[[my certificate?]]</dt><dd>[[Under “My certificates”, as soon as it is approved and issued. A click on its reference number or name opens the details, with the downloads further down.]]</dd></div>
<div><dt>[[my order?]]</dt><dd>[[Under “My open orders”, until the certificate is issued.]]</dd></div>
<div><dt>[[the button “Renew”?]]</dt><dd>[[Under “My certificates”, beside each one that can be renewed.]]</dd></div>
</dl>
@include(ask_support)@
@include(foot)@
