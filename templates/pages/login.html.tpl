{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Sign in]]" description="[[Order, renew and download your organisations’ certificates.]]" class="narrow")@
<h1>[[Sign in]]</h1>
<p class="lead-in">[[Order, renew and download your organisations’ certificates.]]</p>
@include(form action="login")@
<input type="hidden" name="next" value="{{NEXT}}">
@include(field name=email type=email autocomplete=username label="[[E-mail address]]")@
@include(password name=password autocomplete=current-password label="[[Password]]")@
<div class="buttons"><button class="btn btn-primary">[[Sign in]]</button>
<a href="{{BASE}}/password/forgot">[[Forgot your password?]]</a></div>
</form>
<p class="after">[[No account yet?]] <a href="{{BASE}}/register">[[Register free of charge]]</a></p>
@include(foot)@
