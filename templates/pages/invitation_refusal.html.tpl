{{%AUTOESCAPE context="HTML"}}
@include(head title="[[No more invitations]]" class="narrow")@
{{#QUESTION}}
<h1>[[No more invitations?]]</h1>
<p class="lead-in">[[One click, and this portal sends no more invitations to your address.]]</p>
@include(form action="invitation/refuse")@
<input type="hidden" name="token" value="{{TOKEN}}">
<div class="buttons"><button class="btn btn-primary">[[No more of these]]</button></div>
</form>
<p class="after">[[You can register all the same, whenever you like.]]</p>
{{/QUESTION}}
{{#REFUSED}}
<h1>[[No more invitations]]</h1>
<div class="sheet form"><p>[[Done: this portal sends no more invitations to your address. You can register all the same, whenever you like.]]</p></div>
{{/REFUSED}}
@include(foot)@
