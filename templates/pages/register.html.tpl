{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Register]]" description="[[Registration is free. The account works as soon as you confirm your address by the link in our mail.]]" class="narrow")@
<h1>[[Register]]</h1>
<p class="lead-in">[[Registration is free. The account works as soon as you confirm your address by the link in our mail.]]</p>
@include(form action="register")@
@include(field name=email type=email autocomplete=username label="[[E-mail address]]" hint="[[You sign in with this address, and reminders go there.]]")@
@include(field name=name type=text autocomplete=name label="[[Your name]]")@
@include(field name=phone type=tel autocomplete=tel label="[[Phone]]" optional=1)@
@include(password name=password autocomplete=new-password label="[[Password]]" hint="[[At least 12 characters. Several unrelated words are easy to remember and hard to guess.]]")@
@include(password name=password_repeat autocomplete=new-password label="[[Repeat the password]]")@
<div class="buttons"><button class="btn btn-primary">[[Register]]</button></div>
</form>
<p class="after">[[Registered already?]] <a href="{{BASE}}/login">[[Sign in]]</a></p>
@include(foot)@
