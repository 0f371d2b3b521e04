{{%AUTOESCAPE context="HTML"}}
{{#NEW_ORDER}}
<form class="notice warn" method="post" action="{{BASE}}/orders/new"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<input type="hidden" name="organisation" value="{{ORGANISATION_REFERENCE}}"><input type="hidden" name="product" value="{{OFFERED_PRODUCT}}"><input type="hidden" name="csr" value="{{OFFERED_CSR:pre_escape}}">
<p>[[You want these other names? Then order a new certificate with this CSR; the present one stays as it is.]]</p>
<button class="btn btn-quiet">[[Order a new certificate with it]]</button></form>
{{/NEW_ORDER}}
