{{%AUTOESCAPE context="HTML"}}
<details class="more"{{#HAS_ERRORS}} open{{/HAS_ERRORS}}><summary>[[Session password lost?]]</summary>
<p>[[Have a new one shown. The old one is void from then on; tries already used stay used.]]</p>
<form method="post" action="{{BASE}}/handovers/{{REFERENCE}}/new-password"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
@include(password name=current_password autocomplete=current-password label="[[Your password]]" hint="[[The one that you sign in with]]")@
@include(own_code)@
<div class="buttons"><button class="btn btn-quiet">[[Show a new session password]]</button></div>
</form></details>
