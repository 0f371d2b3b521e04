{{%AUTOESCAPE context="HTML"}}
<form class="sheet form" method="post" action="{{BASE}}/certificates/{{NUMBER}}/@action@" enctype="multipart/form-data">
<input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<h2>@heading@</h2>
<p><a class="help" href="{{CSR_HELP}}">[[Make the CSR: the commands, with these names in them]]</a></p>
{{#CHOOSE_PRODUCT}}
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
{{/CHOOSE_PRODUCT}}
@include(textarea name=csr label="[[New CSR]]" hint="[[With the same names: {{#NAME}}{{TEXT}} {{/NAME}}]]")@
<div class="field"><label for="csr_file">[[or its file]]</label>
<input class="form-control" id="csr_file" name="csr_file" type="file"></div>
<div class="buttons"><button class="btn btn-@look@">[[Check and go on]]</button> <a href="{{BASE}}/certificates/{{NUMBER}}">[[Cancel]]</a></div>
</form>
