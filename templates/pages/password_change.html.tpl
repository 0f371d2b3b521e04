{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Change password]]" class="narrow" crumb=account crumb_label="[[My account]]" crumb_here="[[Change password]]")@
<h1>[[Change password]]</h1>
<p class="lead-in">[[All other sessions of your account end with it.]]</p>
@include(form action="account/password")@
<input class="visually-hidden" type="email" name="username" autocomplete="username" value="{{EMAIL}}" tabindex="-1" readonly aria-hidden="true">
@include(password name=current_password autocomplete=current-password label="[[Present password]]")@
@include(password name=password autocomplete=new-password label="[[New password]]" hint="[[At least 12 characters. Several unrelated words are easy to remember and hard to guess.]]")@
@include(password name=password_repeat autocomplete=new-password label="[[Repeat the password]]")@
@include(own_code)@
<div class="buttons"><button class="btn btn-primary">[[Save password]]</button> <a href="{{BASE}}/account">[[Cancel]]</a></div>
</form>
@include(foot)@
