{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Forgot your password?]]" description="[[We send you a link with which you choose a new one.]]" class="narrow")@
<h1>[[Forgot your password?]]</h1>
<p class="lead-in">[[We send you a link with which you choose a new one.]]</p>
@include(form action="password/forgot")@
@include(field name=email type=email autocomplete=username label="[[E-mail address]]" hint="[[The address that you sign in with.]]")@
<div class="buttons"><button class="btn btn-primary">[[Send link]]</button> <a href="{{BASE}}/login">[[To the sign-in page]]</a></div>
</form>
@include(foot)@
