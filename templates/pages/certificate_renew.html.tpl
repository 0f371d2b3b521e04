{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Renew {{TITLE}}]]" class="middle" crumb=certificates crumb_label="[[My certificates]]" crumb2="certificates/{{NUMBER}}" crumb2_label="{{NUMBER}}" crumb_here="[[Renew]]")@
<h1>[[Renew {{TITLE}}]]</h1>
<p class="lead-in">{{NUMBER}} · <bdi>{{ORGANISATION}}</bdi>{{#OF_PRODUCT}} · {{PRODUCT_LABEL}}{{/OF_PRODUCT}} · [[valid until {{END}}]]</p>
@include(errors)@
@include(new_order_offer)@
@include(renewal_preview action=renew)@
{{#FORM}}
<p>[[The new certificate gets the same names. The present one stays valid until it ends, so that there is time to install the new one.]] @include(help topic=renewal label="[[Renew a certificate]]")@</p>
{{#SAME_KEY}}
<form class="sheet form" id="same_key" method="post" action="{{BASE}}/certificates/{{NUMBER}}/renew"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="same_key" value="1">
<h2>[[Keep the key]]</h2>
<p>[[The quick way: you install the new certificate beside the key that is in use ({{KEY}}).]]</p>
<button class="btn btn-primary">[[Renew with the same key]]</button></form>
<p class="or">[[or]]</p>
@include(csr_form action=renew look=quiet heading="[[With a new key]]")@
{{/SAME_KEY}}
{{#NO_SAME_KEY}}
<p class="hint" id="same_key">{{>MESSAGE}}</p>
@include(csr_form action=renew look=primary heading="[[With a new key]]")@
{{/NO_SAME_KEY}}
{{/FORM}}
@include(foot)@
