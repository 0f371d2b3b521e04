{{%AUTOESCAPE context="HTML"}}
<form method="post" action="{{BASE}}/handovers/{{REFERENCE}}/@action@"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><button class="btn @look@">@label@</button></form>
