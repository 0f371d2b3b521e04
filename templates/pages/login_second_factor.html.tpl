{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Second factor]]" class="narrow")@
<h1>[[Second factor]]</h1>
<p class="lead-in">[[Your password was right. Now the code.]]</p>
@include(form action="login/second-factor")@
<input type="hidden" name="next" value="{{NEXT}}">
@include(code name=code label="[[Code]]" hint="[[The six digits that your app shows now, or a recovery code]]")@
<div class="buttons"><button class="btn btn-primary">[[Sign in]]</button> <a href="{{BASE}}/login">[[Cancel]]</a></div>
</form>
<details class="more after"><summary>[[App and recovery codes lost?]]</summary>
@include(ask_support)@
</details>
@include(foot)@
