{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Re-issue {{TITLE}}]]" class="middle" crumb=certificates crumb_label="[[My certificates]]" crumb2="certificates/{{NUMBER}}" crumb2_label="{{NUMBER}}" crumb_here="[[Re-issue]]")@
<h1>[[Re-issue {{TITLE}}]]</h1>
<p class="lead-in">{{NUMBER}} · <bdi>{{ORGANISATION}}</bdi>{{#OF_PRODUCT}} · {{PRODUCT_LABEL}}{{/OF_PRODUCT}} · [[valid until {{END}}]]</p>
@include(errors)@
@include(new_order_offer)@
@include(renewal_preview action=reissue)@
{{#FORM}}
<p>[[The same names and the same end, with a new key: for a server whose key was lost or has to change. The present certificate stays valid; revoke it if others know its key.]] @include(help topic=renewal label="[[Re-issue or renew?]]")@</p>
@include(csr_form action=reissue look=primary heading="[[The new key]]")@
{{/FORM}}
@include(foot)@
