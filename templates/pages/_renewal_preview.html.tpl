{{%AUTOESCAPE context="HTML"}}
{{#PREVIEW}}
<section class="sheet part" aria-labelledby="preview"><h2 id="preview">[[What the new certificate will contain]]</h2>
@include(order_preview)@
<form class="after" method="post" action="{{BASE}}/certificates/{{NUMBER}}/@action@">
<input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="confirm" value="1"><input type="hidden" name="product" value="{{PRODUCT}}">
{{#KEPT_KEY}}
<input type="hidden" name="same_key" value="1">
{{/KEPT_KEY}}
{{#NEW_KEY}}
<input type="hidden" name="csr" value="{{CSR:pre_escape}}">
{{/NEW_KEY}}
<div class="buttons"><button class="btn btn-primary">[[Order it]]</button> <button class="btn btn-quiet" name="edit" value="1">[[Change it]]</button></div>
</form></section>
{{/PREVIEW}}
