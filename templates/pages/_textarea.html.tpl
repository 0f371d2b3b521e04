{{%AUTOESCAPE context="HTML"}}
<div class="field@?class@ @class@@/class@">
<label for="@name@">@label@@?optional@ <small>([[optional]])</small>@/optional@</label>
@?hint@
<p class="hint" id="@name@-hint">@hint@</p>
@/hint@
<textarea class="form-control" id="@name@" name="@name@" rows="4"{{#@NAME@_BAD}} aria-invalid="true"{{/@NAME@_BAD}}@?hint@ aria-describedby="@name@-hint{{#@NAME@_BAD}} @name@-error{{/@NAME@_BAD}}"@/hint@@!hint@{{#@NAME@_BAD}} aria-describedby="@name@-error"{{/@NAME@_BAD}}@/hint@>
{{@NAME@:pre_escape}}</textarea>
{{#@NAME@_BAD}}
<div class="error" id="@name@-error">
{{#@NAME@_ERROR}}
<p>{{>MESSAGE}}</p>
{{/@NAME@_ERROR}}
</div>
{{/@NAME@_BAD}}
</div>
