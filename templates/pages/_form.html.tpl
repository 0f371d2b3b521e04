{{%AUTOESCAPE context="HTML"}}
@include(errors)@
<form class="sheet form" method="post" action="{{BASE}}/@action@">
<input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
