{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Please look into your mailbox]]" class="narrow")@
<h1>[[Please look into your mailbox]]</h1>
<div class="sheet form">
{{#REGISTRATION}}
<p>[[We have sent you a mail. It holds a link that confirms your address; then the account is yours. The link works for 24 hours, once.]]</p>
{{/REGISTRATION}}
{{#PASSWORD_RESET}}
<p>[[If there is an account for the address, a mail is on its way. The link in it lets you choose a new password. It works for one hour, once.]]</p>
{{/PASSWORD_RESET}}
<p>[[No mail after a few minutes? Look into the folder for unwanted mail. Perhaps the address was misspelt: then simply send the form once more.]]</p>
<div class="buttons">
{{#REGISTRATION}}
<a class="btn btn-quiet" href="{{BASE}}/register">[[Register once more]]</a>
{{/REGISTRATION}}
{{#PASSWORD_RESET}}
<a class="btn btn-quiet" href="{{BASE}}/password/forgot">[[Send another mail]]</a>
{{/PASSWORD_RESET}}
<a href="{{BASE}}/login">[[To the sign-in page]]</a></div>
</div>
@include(foot)@
