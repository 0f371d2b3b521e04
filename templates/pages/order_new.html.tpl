{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Order a certificate]]" class="middle" crumb=orders crumb_label="[[My open orders]]" crumb_here="[[Order a certificate]]")@
<h1>[[Order a certificate]]</h1>
{{#FORM}}
<p class="lead-in">[[You see what the certificate will contain before anything is ordered.]]</p>
{{/FORM}}
{{#PREVIEW}}
<p class="lead-in">[[Nothing is ordered yet. Please look whether this is what you want.]]</p>
{{/PREVIEW}}
@include(errors)@
{{#NO_ORGANISATION}}
<div class="sheet empty"><h2>[[First an organisation]]</h2>
<p>[[A certificate is ordered for an organisation, of which you are the technical contact.]]</p>
<p><a class="btn btn-primary" href="{{BASE}}/organisations/new">[[Add an organisation]]</a></p></div>
{{/NO_ORGANISATION}}
{{#NO_PRODUCT}}
<div class="sheet empty"><h2>[[Nothing can be ordered here yet]]</h2>
<p>[[The operators of this portal have set up no product. Please ask them.]]</p></div>
{{/NO_PRODUCT}}
{{#FORM}}
<form class="sheet form" method="post" action="{{BASE}}/orders/new" enctype="multipart/form-data">
<input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<div class="field"><label for="organisation">[[Organisation]]</label>
<select class="form-select" id="organisation" name="organisation" required{{#ORGANISATION_BAD}} aria-invalid="true" aria-describedby="organisation-error"{{/ORGANISATION_BAD}}>
{{#SEVERAL_ORGANISATIONS}}
<option value="">[[Please choose]]</option>
{{/SEVERAL_ORGANISATIONS}}
{{#ORGANISATION_OPTION}}
<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{LABEL}}</option>
{{/ORGANISATION_OPTION}}
</select>
{{#MORE_ORGANISATIONS}}
<p class="hint">[[Yours is not in the list?]] <a href="{{BASE}}/organisations">[[Choose it among all organisations]]</a></p>
{{/MORE_ORGANISATIONS}}
{{#ORGANISATION_BAD}}
<div class="error" id="organisation-error">{{#ORGANISATION_ERROR}}<p>{{>MESSAGE}}</p>{{/ORGANISATION_ERROR}}</div>
{{/ORGANISATION_BAD}}
</div>
<div class="field"><label for="product">[[Product]]</label>
<select class="form-select" id="product" name="product" required{{#PRODUCT_BAD}} aria-invalid="true" aria-describedby="product-error"{{/PRODUCT_BAD}}>
{{#SEVERAL_PRODUCTS}}
<option value="">[[Please choose]]</option>
{{/SEVERAL_PRODUCTS}}
{{#PRODUCT_OPTION}}
<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{LABEL}}</option>
{{/PRODUCT_OPTION}}
</select>
{{#PRODUCT_BAD}}
<div class="error" id="product-error">{{#PRODUCT_ERROR}}<p>{{>MESSAGE}}</p>{{/PRODUCT_ERROR}}</div>
{{/PRODUCT_BAD}}
</div>
@include(textarea name=csr label="[[My PKCS#10 certificate request (CSR)]]" hint="[[The whole text, from “-----BEGIN CERTIFICATE REQUEST-----” to “-----END CERTIFICATE REQUEST-----”. The private key stays with you.]]")@
<div class="field"><label for="csr_file">[[or its file]]</label>
<p class="hint" id="csr_file-hint">[[PEM or DER, up to 64 KiB. A file counts before the text above.]]</p>
<input class="form-control" id="csr_file" name="csr_file" type="file" aria-describedby="csr_file-hint"></div>
<details><summary>[[How do I make a CSR?]]</summary>
<p>[[With OpenSSL, on any system, with the names that you need. The first file is the private key: it stays on your server, nobody else needs it.]]</p>
<pre data-copy tabindex="0">@include(csr_command key="1")@</pre>
<p>[[From the CSR come the names and the key, nothing else.]] <a class="help" href="{{CSR_HELP}}">[[Also for Windows and Java, with your own names]]</a></p>
</details>
<div class="buttons after"><button class="btn btn-primary">[[Check and go on]]</button> <a href="{{BASE}}/orders">[[Cancel]]</a></div>
</form>
{{/FORM}}
{{#PREVIEW}}
<section class="sheet part" aria-labelledby="preview"><h2 id="preview">[[What the certificate will contain]]</h2>
@include(order_preview)@
<form class="after" method="post" action="{{BASE}}/orders/new">
<input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="confirm" value="1"><input type="hidden" name="organisation" value="{{ORGANISATION_REFERENCE}}"><input type="hidden" name="product" value="{{PRODUCT}}"><input type="hidden" name="csr" value="{{CSR:pre_escape}}">
<div class="buttons"><button class="btn btn-primary">[[Order it]]</button> <button class="btn btn-quiet" name="edit" value="1">[[Change it]]</button></div>
</form></section>
{{/PREVIEW}}
@include(foot)@
