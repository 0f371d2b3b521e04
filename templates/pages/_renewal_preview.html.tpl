{{%AUTOESCAPE context="HTML"}}
{{#PREVIEW}}
<section class="sheet part" aria-labelledby="preview"><h2 id="preview">[[What the new certificate will contain]]</h2>
<dl class="facts">
<div><dt>[[Names]]</dt><dd>{{#NAME}}<span>{{TEXT}}<small>{{ASCII}}</small></span>{{/NAME}}</dd></div>
<div><dt>[[Organisation]]</dt><dd><bdi>{{ORGANISATION}}</bdi></dd></div>
<div><dt>[[Product]]</dt><dd>{{PRODUCT_LABEL}}</dd></div>
<div><dt>[[Key]]</dt><dd>{{PREVIEW_KEY}}<small>{{#KEPT_KEY}}[[the same key as before]]{{/KEPT_KEY}}{{#NEW_KEY}}[[of the new CSR]]{{/NEW_KEY}}</small></dd></div>
<div><dt>[[Valid until]]</dt><dd>[[{{PREVIEW_END}}, if it is issued today]]</dd></div>
<div><dt>[[Who decides]]</dt><dd>{{OFFICERS}}{{#AUTOMATIC}}<small>[[none where the organisation holds every name already]]</small>{{/AUTOMATIC}}</dd></div>
{{#HAS_IGNORED}}
<div><dt>[[Ignored in the CSR]]</dt><dd>{{#IGNORED}}<span>{{TEXT}}</span>{{/IGNORED}}</dd></div>
{{/HAS_IGNORED}}
</dl>
<form class="after" method="post" action="{{BASE}}/certificates/{{NUMBER}}/@action@">
<input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="confirm" value="1"><input type="hidden" name="product" value="{{PREVIEW_PRODUCT}}">
{{#KEPT_KEY}}
<input type="hidden" name="same_key" value="1">
{{/KEPT_KEY}}
{{#NEW_KEY}}
<input type="hidden" name="csr" value="{{PREVIEW_CSR:pre_escape}}">
{{/NEW_KEY}}
<div class="buttons"><button class="btn btn-primary">[[Order it]]</button> <a href="{{BASE}}/certificates/{{NUMBER}}/@action@">[[Back]]</a></div>
</form></section>
{{/PREVIEW}}
