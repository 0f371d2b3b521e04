{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Order {{NUMBER}}]]" class="middle" crumb=orders crumb_label="[[My open orders]]" crumb_here="{{NUMBER}}")@
<div class="title"><div><h1 class="long">{{TITLE}}</h1>
<p class="lead-in">{{NUMBER}} · {{KIND}} · <a dir="auto" href="{{BASE}}/organisations/{{ORGANISATION_REFERENCE}}">{{ORGANISATION}}</a></p></div>
<span class="state {{CLASS}}">{{STATE}}</span></div>
@include(errors)@
<p>{{NEXT_STEP}}</p>
{{#REJECTION}}
<p class="notice bad"><strong>[[Rejected, because:]]</strong> <span>{{REASON}}</span></p>
{{/REJECTION}}
{{#KEY_KNOWN}}
<p class="notice bad">[[A certificate with the same key was revoked because others know the key. Make a new key and a CSR with it.]]</p>
{{/KEY_KNOWN}}
<section class="sheet part" aria-labelledby="what"><h2 id="what">[[What is ordered]]</h2>
<dl class="facts">
<div><dt>[[Names]]</dt><dd>{{#NAME}}<span>{{TEXT}}<small>{{ASCII}}</small></span>{{/NAME}}</dd></div>
<div><dt>[[Organisation]]</dt><dd><bdi>{{ORGANISATION}}</bdi><small>{{ORGANISATION_REFERENCE}}</small>{{#HAS_SUBJECT}}<small>[[in the certificate:]]</small>{{#SUBJECT}}<span>{{TEXT}}</span>{{/SUBJECT}}{{/HAS_SUBJECT}}</dd></div>
<div><dt>[[Kind]]</dt><dd>{{KIND}}{{#PREDECESSOR}}<small><a href="{{BASE}}/certificates/{{OTHER}}">[[of certificate {{OTHER}}]]</a></small>{{/PREDECESSOR}}</dd></div>
<div><dt>[[Product]]</dt><dd>{{PRODUCT}}<small>{{LIFETIME}}</small>{{#KEEPS_END}}<small>[[keeps the end of the replaced certificate: {{DATE}}]]</small>{{/KEEPS_END}}</dd></div>
<div><dt>[[Key]]</dt><dd>{{KEY}}{{#SAME_KEY}}<small>[[the key of the replaced certificate]]</small>{{/SAME_KEY}}</dd></div>
<div><dt>[[Submitted]]</dt><dd>{{SUBMITTED_AT}}<small>{{AGE}}</small><small>[[by {{SUBMITTED_BY}}]]</small></dd></div>
{{#DECIDED}}
<div><dt>[[Decided]]</dt><dd>{{DECIDED_AT}}</dd></div>
{{/DECIDED}}
</dl>
<details><summary>[[The request (CSR)]]</summary>
<pre tabindex="0">{{CSR:pre_escape}}</pre>
</details>
</section>
<div class="buttons after">
{{#MAY_WITHDRAW}}
<form method="post" action="{{BASE}}/orders/{{NUMBER}}/withdraw"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><button class="btn btn-quiet">[[Withdraw the order]]</button></form>
{{/MAY_WITHDRAW}}
{{#CLOSED}}
<a class="btn btn-primary" href="{{BASE}}/orders/new?organisation={{ORGANISATION_REFERENCE}}">[[Order anew]]</a>
{{/CLOSED}}
<a href="{{BASE}}/orders">[[To my orders]]</a></div>
@include(foot)@
