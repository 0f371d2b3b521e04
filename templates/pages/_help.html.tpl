{{%AUTOESCAPE context="HTML"}}
<a class="help" href="{{BASE}}/help/@topic@">[[Help]]: @label@</a>
