{{%AUTOESCAPE context="HTML"}}
@include(head title="{{#CONFIRMED}}[[Address confirmed]]{{/CONFIRMED}}{{#REFUSED}}[[The address stays]]{{/REFUSED}}" class="narrow")@
{{#CONFIRMED}}
<h1>[[Address confirmed]]</h1>
<div class="sheet form"><p>[[As soon as both addresses have confirmed, the account has the new one, and mails to both say so. Then sign in with the new address.]]</p>
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/account">[[My account]]</a></div></div>
{{/CONFIRMED}}
{{#REFUSED}}
<h1>[[The address stays]]</h1>
<div class="sheet form"><p>[[The change is refused, and its links are void. Was it not you who asked for it? Then somebody knows your password: choose a new one at once.]]</p>
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/password/forgot">[[Choose a new password]]</a> <a href="{{BASE}}/">[[To the portal]]</a></div></div>
{{/REFUSED}}
@include(foot)@
