{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Order {{NUMBER}}]]" class="" crumb=approvals crumb_label="[[Approvals]]" crumb_here="{{NUMBER}}")@
<div class="title"><div><h1 class="long">{{TITLE}}</h1>
<p class="lead-in">{{NUMBER}} · {{KIND}} · <a dir="auto" href="{{BASE}}/approvals/organisations/{{ORGANISATION_REFERENCE}}">{{ORGANISATION}}</a></p></div>
<span class="state {{CLASS}}">{{STATE}}</span></div>
@include(errors)@
{{#NAMES_HELD}}
<p class="notice bad">{{TEXT}}</p>
{{/NAMES_HELD}}
{{#FAILURE}}
<div class="notice bad"><div><strong>[[The CA answered:]]</strong> <span lang="en">{{TEXT}}</span></div></div>
{{/FAILURE}}
{{#REJECTION}}
<p class="notice"><strong>[[Rejected, because:]]</strong> {{TEXT}}</p>
{{/REJECTION}}
{{#KEY_KNOWN}}
<p class="notice">[[Withdrawn, as a certificate with the same key was revoked because others know the key.]]</p>
{{/KEY_KNOWN}}
<div class="halves"><section class="sheet part" aria-labelledby="what"><h2 id="what">[[What is ordered]]</h2>
<dl class="facts">
<div><dt>[[Names]]</dt><dd>{{#NAME}}<span>{{TEXT}}<small>{{ASCII}}</small>{{#HELD}} <b class="state bad">[[collides with another organisation’s name]]</b>{{#HOLDING}}<small>{{#COVERED}}[[covered by {{THEIRS}}]], {{/COVERED}}{{#COVERS}}[[covers {{THEIRS}}]], {{/COVERS}}[[in {{NUMBER}} of]] <a dir="auto" href="{{BASE}}/approvals/organisations/{{ORGANISATION_REFERENCE}}">{{ORGANISATION}}</a>, [[valid until {{END}}]]{{#REVOKED}}, [[revoked]]{{/REVOKED}}</small>{{/HOLDING}}{{#MORE}}<small>[[and in more certificates]]</small>{{/MORE}}{{/HELD}}</span>{{/NAME}}</dd></div>
<div><dt>[[Organisation]]</dt><dd><a dir="auto" href="{{BASE}}/approvals/organisations/{{ORGANISATION_REFERENCE}}">{{ORGANISATION}}</a> {{#CHECKED}}<b class="state good">[[checked]]</b>{{/CHECKED}}{{#UNCHECKED}}<b class="state warn">[[not yet checked]]</b>{{/UNCHECKED}}<small>{{ORGANISATION_REFERENCE}}</small></dd></div>
<div><dt>[[Technical contact]]</dt><dd><span dir="auto">{{CONTACT_NAME}}</span><a href="mailto:{{CONTACT_EMAIL}}">{{CONTACT_EMAIL}}</a></dd></div>
<div><dt>[[Submitted]]</dt><dd>{{SUBMITTED_AT}}<small>{{AGE}}</small><small>[[by {{SUBMITTED_BY}}]]</small></dd></div>
<div><dt>[[Kind]]</dt><dd>{{KIND}}{{#PREDECESSOR}}<small>[[of certificate {{OTHER}}]]</small>{{/PREDECESSOR}}</dd></div>
<div><dt>[[Product]]</dt><dd>{{PRODUCT}}<small>{{LIFETIME}}</small>{{#KEEPS_END}}<small>[[keeps the end of the replaced certificate: {{DATE}}]]</small>{{/KEEPS_END}}{{#PRODUCT_GONE}}<small>[[The configuration has no product of this name any more.]]</small>{{/PRODUCT_GONE}}</dd></div>
<div><dt>[[Issuer]]</dt><dd>{{ISSUER}}</dd></div>
<div><dt>[[Approval]]</dt><dd>{{POLICY}}</dd></div>
<div><dt>[[Subject]]</dt><dd><span>{{TITLE}}</span>{{#SUBJECT}}<span>{{TEXT}}</span>{{/SUBJECT}}</dd></div>
<div><dt>[[Key]]</dt><dd>{{KEY}}{{#SAME_KEY}}<small>[[the key of the replaced certificate]]</small>{{/SAME_KEY}}</dd></div>
<div><dt>[[Key, SHA-256]]</dt><dd><code>{{KEY_SHA256}}</code></dd></div>
{{#HAS_IGNORED}}
<div><dt>[[Asked for besides, ignored]]</dt><dd>{{#IGNORED}}<span>{{TEXT}}</span>{{/IGNORED}}{{#MORE_IGNORED}}<span>{{TEXT}}</span>{{/MORE_IGNORED}}</dd></div>
{{/HAS_IGNORED}}
</dl>
<details><summary>[[The request (CSR)]]</summary>
<pre tabindex="0">{{CSR:pre_escape}}</pre>
<p><a href="{{BASE}}/approvals/{{NUMBER}}/csr" download>[[Download it]]</a></p>
</details>
</section>
<section class="sheet part" aria-labelledby="decision"><h2 id="decision">[[Decision]]</h2>
{{#OBSTACLE}}
<p class="notice warn">{{>MESSAGE}}</p>
{{/OBSTACLE}}
{{#NOTHING_TO_DO}}
<p>[[There is nothing for you to do.]]</p>
{{/NOTHING_TO_DO}}
{{#MAY_APPROVE}}
<form method="post" action="{{BASE}}/approvals/{{NUMBER}}/approve"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<button class="btn btn-primary">[[Approve]]</button></form>
{{/MAY_APPROVE}}
{{#MAY_RETRY}}
<form method="post" action="{{BASE}}/approvals/{{NUMBER}}/retry"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<p class="hint">[[The CA is asked once more. Nobody has to approve the order again.]]</p>
<button class="btn btn-primary">[[Try again]]</button></form>
{{/MAY_RETRY}}
{{#MAY_UPLOAD}}
<p>[[The CA of this product takes requests by hand: give it the request, then upload the certificate that it makes.]]</p>
<p><a class="btn btn-quiet" href="{{BASE}}/approvals/{{NUMBER}}/csr" download>[[Download the request (CSR)]]</a></p>
<form class="inside" method="post" enctype="multipart/form-data" action="{{BASE}}/approvals/{{NUMBER}}/certificate"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<h3>[[Upload the certificate]]</h3>
<div class="field"><label for="certificate_file">[[File]]</label>
<p class="hint" id="certificate_file-hint">[[PEM, DER or PKCS#7; the CA’s own certificates may be in it.]]</p>
<input class="form-control" id="certificate_file" name="certificate_file" type="file" aria-describedby="certificate_file-hint"></div>
<div class="field"><label for="certificate">[[Or paste it as PEM]]</label>
<textarea class="form-control" id="certificate" name="certificate" rows="6" spellcheck="false"{{#CERTIFICATE_BAD}} aria-invalid="true" aria-describedby="certificate-error"{{/CERTIFICATE_BAD}}></textarea>
{{#CERTIFICATE_BAD}}
<div class="error" id="certificate-error">
{{#CERTIFICATE_ERROR}}
<p>{{>MESSAGE}}</p>
{{/CERTIFICATE_ERROR}}
</div>
{{/CERTIFICATE_BAD}}
</div>
<button class="btn btn-primary">[[Check and store it]]</button></form>
<form class="inside" method="post" action="{{BASE}}/approvals/{{NUMBER}}/refused"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<h3>[[The CA has refused it]]</h3>
@include(field name=reason type=text autocomplete=off label="[[What the CA said]]" hint="[[Officers see it. The technical contact is told a day later, if the order still has failed.]]")@
<button class="btn btn-quiet">[[Mark as failed]]</button></form>
{{/MAY_UPLOAD}}
{{#MAY_REJECT}}
<form class="inside" method="post" action="{{BASE}}/approvals/{{NUMBER}}/reject"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
@include(textarea name=reason label="[[Reason of the rejection]]" hint="[[The technical contact reads it in a mail.]]")@
<button class="btn btn-quiet">[[Reject]]</button></form>
{{/MAY_REJECT}}
{{#HAS_DECISIONS}}
<h3>[[So far]]</h3>
<ul class="decisions">
{{#DECISION}}
<li>{{WHEN}}: <b>{{WHAT}}</b>, {{WHO}}</li>
{{/DECISION}}
</ul>
{{/HAS_DECISIONS}}
</section></div>
<section aria-labelledby="earlier"><h2 id="earlier">[[Earlier certificates of this organisation for these names]]</h2>
{{#NO_EARLIER}}
<p class="hint">[[None: the organisation never had a certificate for one of these names here.]]</p>
{{/NO_EARLIER}}
{{#HAS_EARLIER}}
<div class="sheet"><table class="list history" id="earlier-certificates"><thead><tr><th scope="col">[[Reference number]]</th><th scope="col">[[Name]]</th><th scope="col">[[Valid until]]</th></tr></thead><tbody>
{{#EARLIER}}
<tr data-reference="{{NUMBER}}"><td>{{NUMBER}}</td><td>{{NAME}}<small>{{NOTE}}</small></td><td>{{END}}<small>{{DAYS}}</small>{{#REVOKED}}<b class="state bad">[[revoked]]</b>{{/REVOKED}}</td></tr>
{{/EARLIER}}
</tbody></table></div>
{{/HAS_EARLIER}}
</section>
{{#HAS_HISTORY}}
<section class="after" aria-labelledby="history"><h2 id="history">[[History]]</h2>
<div class="sheet"><table class="list history"><thead><tr><th scope="col">[[When]]</th><th scope="col">[[What]]</th><th scope="col">[[Who]]</th><th scope="col">[[Note]]</th></tr></thead><tbody>
{{#EVENT}}
<tr><td>{{WHEN}}</td><td>{{WHAT}}</td><td>{{#BY}}{{ACTOR}}{{/BY}}{{#BY_PORTAL}}[[portal]]{{/BY_PORTAL}}</td><td>{{NOTE}}</td></tr>
{{/EVENT}}
</tbody></table></div></section>
{{/HAS_HISTORY}}
@include(foot)@
