{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Choose a new password]]" class="narrow")@
<h1>[[Choose a new password]]</h1>
<p class="lead-in">[[It ends every session of your account, on all devices.]]</p>
@include(form action="password/reset")@
<input type="hidden" name="token" value="{{TOKEN}}">
@include(password name=password autocomplete=new-password label="[[New password]]" hint="[[At least 12 characters. Several unrelated words are easy to remember and hard to guess.]]")@
@include(password name=password_repeat autocomplete=new-password label="[[Repeat the password]]")@
@include(own_code)@
<div class="buttons"><button class="btn btn-primary">[[Save password]]</button></div>
</form>
@include(foot)@
