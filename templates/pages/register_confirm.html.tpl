{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Confirm your address]]" class="narrow")@
<h1>[[Confirm your address]]</h1>
{{#WITHOUT_PASSWORD}}
<p class="lead-in">[[One click, and your account is ready.]]</p>
{{/WITHOUT_PASSWORD}}
{{#WITH_PASSWORD}}
<p class="lead-in">[[This is another browser than the one you registered with. Please give the password that you chose then, so that nobody else can take the account.]]</p>
{{/WITH_PASSWORD}}
@include(form action="register/confirm")@
<input type="hidden" name="token" value="{{TOKEN}}">
{{#WITH_PASSWORD}}
@include(password name=password autocomplete=current-password label="[[Password]]")@
{{/WITH_PASSWORD}}
<div class="buttons"><button class="btn btn-primary">[[Confirm address]]</button></div>
</form>
<p class="after">[[You did not register here? Then simply close this page: nothing happens.]]</p>
@include(foot)@
