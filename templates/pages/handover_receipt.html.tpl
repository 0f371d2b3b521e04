{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Receipt of the handover {{REFERENCE}}]]" class="middle receipt" crumb=handovers crumb_label="[[Handovers]]" crumb2="handovers/{{REFERENCE}}" crumb2_label="{{REFERENCE}}" crumb_here="[[Receipt]]")@
<h1>[[Receipt of the handover {{REFERENCE}}]]</h1>
<p class="lead-in">{{BRAND}}, {{PORTAL}}</p>
<div class="sheet form"><dl class="facts"><div><dt>[[Organisation]]</dt><dd dir="auto">{{ORGANISATION}}<small>{{ORGANISATION_REFERENCE}}</small></dd></div>
<div><dt>[[Handed over by]]</dt><dd dir="auto">{{CONTACT_NAME}}<small>{{CONTACT_EMAIL}}</small></dd></div>
<div><dt>[[Taken over by]]</dt><dd dir="auto">{{#HAS_SUCCESSOR_NAME}}{{SUCCESSOR_NAME}}{{/HAS_SUCCESSOR_NAME}}<small>{{SUCCESSOR_EMAIL}}</small></dd></div>
{{#LOAD}}
<div><dt>[[Went along]]</dt><dd>{{CERTIFICATES}}<br>{{ORDERS}}</dd></div>
{{/LOAD}}
<div><dt>[[Started]]</dt><dd>{{STARTED_AT}}</dd></div>
{{#HAS_ACCEPTED_AT}}
<div><dt>[[Accepted]]</dt><dd>{{ACCEPTED_AT}}</dd></div>
{{/HAS_ACCEPTED_AT}}
{{#HAS_ENDED_AT}}
<div><dt>[[Authorised and completed]]</dt><dd>{{ENDED_AT}}</dd></div>
{{/HAS_ENDED_AT}}
<div><dt>[[Time zone]]</dt><dd>{{TIME_ZONE}}</dd></div>
</dl></div>
<div class="buttons after">
{{#SIGNED}}
<a class="btn btn-primary" href="{{BASE}}/handovers/{{REFERENCE}}/receipt.p7m">[[Download the signed file]]</a>
{{/SIGNED}}
<a class="btn btn-quiet" href="{{BASE}}/handovers/{{REFERENCE}}">[[To the handover]]</a></div>
<h2>[[Signature]]</h2>
{{#WAITING}}
<p>[[The signed file with the same facts is being made. Please load this page again shortly.]]</p>
{{/WAITING}}
{{#UNSIGNED}}
<p>[[This portal signs no receipts: its operators have set no key. The facts above are those of its records.]]</p>
{{/UNSIGNED}}
{{#SIGNED}}
<p>[[The portal signed the same facts on {{SIGNED_AT}}: the file {{REFERENCE}}.p7m (CMS). With it you prove to anybody who handed over what, and when. This is how it is checked:]]</p>
<ol class="checks"><li>[[Take the signer’s certificate out of the file:]]
<pre tabindex="0">openssl pkcs7 -inform DER -in {{REFERENCE}}.p7m -print_certs -out certificate.pem</pre></li>
<li>[[See that it is the portal’s:]]
<pre tabindex="0">openssl x509 -in certificate.pem -noout -fingerprint -sha256</pre>
<p>[[The SHA-256 fingerprint has to be:]] <code class="sum">{{SHA256}}</code></p>
</li>
<li>[[Check the signature and show the facts:]]
<pre tabindex="0">openssl cms -verify -in {{REFERENCE}}.p7m -inform DER -CAfile certificate.pem -purpose any</pre></li></ol>
{{/SIGNED}}
@include(foot)@
