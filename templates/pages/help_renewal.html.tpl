{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Renew a certificate]]" description="[[Under “My certificates”, press “Renew” beside it: with the same key that is two more clicks.]]" class="middle" crumb=help crumb_label="[[Help]]" crumb_here="[[Renew a certificate]]")@
<h1>[[Renew a certificate]]</h1>
<p class="lead-in">[[Under “My certificates”, press “Renew” beside it: with the same key that is two more clicks.]]</p>
<section class="sheet part" aria-labelledby="evening"><h2 id="evening">[[It ends tonight]]</h2>
<ol class="checks">
<li>[[Open the certificate under “My certificates”, press “Renew”, then “Renew with the same key”. That needs no CSR. If that button is missing, you need a new CSR.]]</li>
<li>[[See who decides, and order. If it says “nobody”, it is issued at once; else an officer of the portal has to approve it.]]{{#HAS_SUPPORT_EMAIL}} [[In a hurry, tell them:]] <a href="mailto:{{SUPPORT_EMAIL}}">{{SUPPORT_EMAIL}}</a>{{/HAS_SUPPORT_EMAIL}}</li>
<li>[[Download it, put it in the place of the old file, and reload the server. The key stays as it is.]] @include(help topic=install label="[[Install a certificate]]")@</li>
<li>[[Check from another computer:]]
<pre data-copy>openssl s_client -connect www.example.org:443 -servername www.example.org &lt;/dev/null | openssl x509 -noout -serial -enddate</pre></li>
</ol>
<p>[[It has ended already? The same way works for 30 more days.]]</p>
</section>
<h2>[[When can it be renewed?]]</h2>
<p>[[From the day when 1/{{PART}} of its lifetime is left, until 30 days after its end.]]{{#AT_LEAST}} [[If that comes earlier, from {{DAYS}} days before its end.]]{{/AT_LEAST}} [[Not one that is revoked or replaced, or whose renewal is ordered already.]]</p>
<h2>[[Same key or a new one?]]</h2>
<p>[[The same key is the quick way. It is offered where the certificate was ordered here, its product allows it, and the key is not in use for longer than 398 days. For a new key you need a new CSR with the same names:]] @include(help topic=csr label="[[Make a CSR]]")@</p>
<h2>[[What stays, what changes?]]</h2>
<p>[[Organisation, product and names stay. The reference number, the serial number and the time of validity are new. The old certificate stays valid until its own end, and listed as “replaced”.]]</p>
<p>[[Other names? Then order a new certificate. A lost key, but the same end? That is “Re-issue” on the certificate’s page.]]</p>
<h2>[[When do the reminders come?]]</h2>
<ul class="checks">
{{#REMINDER}}
<li>{{TEXT}}</li>
{{/REMINDER}}
<li>[[On expiry]]</li>
</ul>
<p>[[By mail to the organisation’s technical contact, at most one mail a day for all certificates together. None come for a certificate that is revoked, replaced or muted, or all whose names stand in a newer valid one of the organisation.]]</p>
@include(foot)@
