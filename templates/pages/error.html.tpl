{{%AUTOESCAPE context="HTML"}}
@include(head title="{{TITLE}}" class="narrow")@
<p class="status">{{STATUS}}</p>
{{#S400}}
<h1>[[The request was not understood]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
<p>[[The browser sent something that this page cannot read. Go back, load the page again and repeat the step.]]</p>
{{/S400}}
{{#S403}}
<h1>[[Not allowed]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
{{#NO_WHY}}
<p>[[Your account may not do this, or the form was too old. Load the page again and repeat the step.]]</p>
{{/NO_WHY}}
{{#RIGHT_ADDRESS}}
<p>[[The form came from another address than the portal’s own, which is:]] <a href="{{URL}}">{{URL}}</a></p>
{{/RIGHT_ADDRESS}}
{{/S403}}
{{#S404}}
<h1>[[Not found]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
<p>[[There is nothing here, or nothing that belongs to your organisations. Check the reference number, or search in your certificates.]]</p>
{{/S404}}
{{#S405}}
<h1>[[Not possible this way]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
<p>[[This address answers another kind of request only. Use the portal’s own links and buttons.]]</p>
{{/S405}}
{{#S409}}
<h1>[[Not possible at present]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
{{#NO_WHY}}
<p>[[The state of things does not allow this step now, perhaps because somebody else was faster. Load the page again to see how it stands.]]</p>
{{/NO_WHY}}
{{/S409}}
{{#S410}}
<h1>[[This link does not work any more]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
{{#NO_WHY}}
<p>[[It has been used already, was replaced by a newer one, or has expired. If you still need it, ask for a new one.]]</p>
{{/NO_WHY}}
{{/S410}}
{{#S413}}
<h1>[[Too large]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
<p>[[What you sent is larger than this page takes.]]</p>
{{/S413}}
{{#S415}}
<h1>[[Unknown kind of form]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
<p>[[This page takes the portal’s own forms only.]]</p>
{{/S415}}
{{#S422}}
<h1>[[The input was refused]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
{{#NO_WHY}}
<p>[[Go back and check what you typed.]]</p>
{{/NO_WHY}}
{{/S422}}
{{#S429}}
<h1>[[Too many tries]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
{{#NO_WHY}}
<p>[[Please wait a little before you try again.]]</p>
{{/NO_WHY}}
{{/S429}}
{{#S500}}
<h1>[[Something went wrong here]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
<p>[[The fault is ours, and it is in our log. Try again later; if it stays, tell us the request number below.]]</p>
{{#POSTED}}
<p><strong>[[What you just sent may or may not have happened.]]</strong> [[Look at the page it belongs to before you send it again.]]</p>
{{/POSTED}}
{{/S500}}
{{#S503}}
<h1>[[The portal is busy or its database is away]]</h1>
{{#WHY}}
<p class="notice bad" role="alert">{{>MESSAGE}}</p>
{{/WHY}}
<p>[[This usually lasts a few moments only. Please load the page again shortly.]]</p>
{{#POSTED}}
<p><strong>[[What you just sent may or may not have happened.]]</strong> [[Look at the page it belongs to before you send it again.]]</p>
{{/POSTED}}
{{/S503}}
{{#RETRY}}
<p>{{TEXT}}</p>
{{/RETRY}}
<div class="buttons">
{{#TO_HANDOVER}}
<a class="btn btn-primary" href="{{BASE}}/handovers/{{REFERENCE}}">[[To the handover]] {{REFERENCE}}</a>
{{/TO_HANDOVER}}
{{#TO_ORDER}}
<a class="btn btn-primary" href="{{BASE}}/orders/{{NUMBER}}">[[To the order]] {{NUMBER}}</a>
{{/TO_ORDER}}
{{#TO_CERTIFICATE}}
<a class="btn btn-primary" href="{{BASE}}/certificates/{{NUMBER}}">[[To the certificate]] {{NUMBER}}</a>
{{/TO_CERTIFICATE}}
{{#TO_FORGOT}}
<a class="btn btn-primary" href="{{BASE}}/password/forgot">[[Forgot your password?]]</a>
{{/TO_FORGOT}}
{{#TO_LOGIN}}
<a class="btn btn-primary" href="{{BASE}}/login">[[Sign in]]</a>
{{/TO_LOGIN}}
{{#TO_CERTIFICATES}}
<a class="btn btn-primary" href="{{BASE}}/certificates">[[To your certificates]]</a>
{{/TO_CERTIFICATES}}
{{#TO_REGISTER}}
<a class="btn btn-quiet" href="{{BASE}}/register">[[Register once more]]</a>
{{/TO_REGISTER}}
{{#HAS_SUPPORT_EMAIL}}
<a class="btn btn-quiet" href="mailto:{{SUPPORT_EMAIL}}">[[Write to support]]</a>
{{/HAS_SUPPORT_EMAIL}}
</div>
<p class="after hint">[[Request number]]: <code>{{REQUEST_ID}}</code></p>
@include(foot)@
