{{%AUTOESCAPE context="HTML"}}
<a class="help" href="{{BASE}}/help/@topic@">@label@</a>
