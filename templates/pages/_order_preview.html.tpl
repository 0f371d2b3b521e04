{{%AUTOESCAPE context="HTML"}}
<dl class="facts">
<div><dt>[[Names]]</dt><dd>{{#NAME}}<span>{{TEXT}}<small>{{ASCII}}</small></span>{{/NAME}}</dd></div>
<div><dt>[[Subject]]</dt><dd>{{#SUBJECT}}<span><b>{{LABEL}}</b> {{VALUE}}</span>{{/SUBJECT}}</dd></div>
<div><dt>[[Key]]</dt><dd>{{KEY}}<small>{{#KEPT_KEY}}[[the same key as before]]{{/KEPT_KEY}}{{#NEW_KEY}}[[from your CSR]]{{/NEW_KEY}}</small></dd></div>
<div><dt>[[Valid until]]</dt><dd>{{END}}<small>{{#NEW_END}}[[if it is issued today]] · {{LIFETIME}}{{/NEW_END}}{{#KEPT_END}}[[the end of the present certificate]]{{/KEPT_END}}</small></dd></div>
{{#HAS_IGNORED}}
<div><dt>[[Ignored in the CSR]]</dt><dd>{{#IGNORED}}<span>{{TEXT}}</span>{{/IGNORED}}{{#MORE_IGNORED}}<span>{{TEXT}}</span>{{/MORE_IGNORED}}<small>[[That is all right: it will just not stand in the certificate.]]</small></dd></div>
{{/HAS_IGNORED}}
<div><dt>[[Product]]</dt><dd>{{PRODUCT_LABEL}}</dd></div>
<div><dt>[[Organisation]]</dt><dd><bdi>{{ORGANISATION}}</bdi><small>{{ORGANISATION_REFERENCE}}</small></dd></div>
<div><dt>[[Who decides]]</dt><dd>{{WHO_DECIDES}}</dd></div>
</dl>
