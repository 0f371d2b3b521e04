{{%AUTOESCAPE context="HTML"}}
@include(head title="[[My account]]" class="narrow")@
<h1>[[My account]]</h1>
<p class="lead-in">{{EMAIL}}</p>
@include(form action="account")@
@include(field name=name type=text autocomplete=name label="[[Your name]]" hint="[[Shown as technical contact of your organisations.]]")@
@include(field name=phone type=tel autocomplete=tel label="[[Phone]]" optional=1)@
<div class="field"><label for="locale">[[Language]]</label>
<p class="hint" id="locale-hint">[[For pages after signing in, and for mails to you]]</p>
<select class="form-select" id="locale" name="locale" aria-describedby="locale-hint">
<option value="">[[As set in the browser]]</option>
{{#LOCALE_OPTION}}
<option value="{{CODE}}" lang="{{CODE}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>
{{/LOCALE_OPTION}}
</select>
{{#LOCALE_BAD}}
<div class="error" id="locale-error">
{{#LOCALE_ERROR}}
<p>{{>MESSAGE}}</p>
{{/LOCALE_ERROR}}
</div>
{{/LOCALE_BAD}}
</div>
<div class="buttons"><button class="btn btn-primary">[[Save]]</button></div>
</form>
<ul class="sheet tasks after">
<li><p><a href="{{BASE}}/account/email">[[Change e-mail address]]</a></p></li>
<li><p><a href="{{BASE}}/account/password">[[Change password]]</a></p></li>
<li><p><a href="{{BASE}}/account/second-factor">[[Second factor]]</a> {{#WITH_CODE}}<span class="state good">[[set up]]</span>{{/WITH_CODE}}{{#WITHOUT_CODE}}<span class="state calm">[[not set up]]</span>{{/WITHOUT_CODE}}</p></li>
<li><p><a href="{{BASE}}/account/sessions">[[Where you are signed in]]</a></p></li>
<li><p><a href="{{BASE}}/account/calendar">[[See in your calendar when certificates end]]</a></p></li>
<li><p><a href="{{BASE}}/account/mails">[[See what was sent to you]]</a></p></li>
<li><p><a href="{{BASE}}/account/data.json" download>[[Download my data]]</a> <small>[[All that is stored about you, as a JSON file]]</small></p></li>
<li><p><a href="{{BASE}}/account/delete">[[Delete my account]]</a></p></li>
</ul>
@include(foot)@
