{{%AUTOESCAPE context="HTML"}}
<div class="field">
<label for="@name@">@label@</label>
<p class="hint" id="@name@-hint">@hint@</p>
<input class="form-control" id="@name@" name="@name@" type="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required{{#@NAME@_BAD}} aria-invalid="true"{{/@NAME@_BAD}} aria-describedby="@name@-hint{{#@NAME@_BAD}} @name@-error{{/@NAME@_BAD}}">
{{#@NAME@_BAD}}
<div class="error" id="@name@-error">
{{#@NAME@_ERROR}}
<p>{{>MESSAGE}}</p>
{{/@NAME@_ERROR}}
</div>
{{/@NAME@_BAD}}
</div>
