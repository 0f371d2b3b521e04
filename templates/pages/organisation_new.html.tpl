{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Add an organisation]]" class="narrow" crumb=organisations crumb_label="[[Organisations]]" crumb_here="[[Add an organisation]]")@
<h1>[[Add an organisation]]</h1>
<p class="lead-in">[[You become its technical contact.]]</p>
@include(form action="organisations/new")@
@include(field name=name type=text autocomplete=organization label="[[Name of the organisation]]" hint="[[With its legal form, as in the register.]]")@
@include(field name=street type=text autocomplete=address-line1 label="[[Street and number]]" optional=1 hint="[[Officers can check the organisation only with its whole address.]]")@
<div class="pair">
@include(field name=postcode type=text autocomplete=postal-code label="[[Postcode]]" optional=1 class="short")@
@include(field name=city type=text autocomplete=address-level2 label="[[City]]" optional=1 class="wide")@
</div>
@include(field name=country type=text autocomplete=country label="[[Country]]" optional=1 hint="[[Two letters, such as DE, AT or CH]]" class="short")@
@include(textarea name=note label="[[Who else to ask]]" optional=1 hint="[[Who can be asked if you cannot be reached? Name, phone or e-mail address.]]")@
<div class="buttons"><button class="btn btn-primary">[[Add]]</button> <a href="{{BASE}}/organisations">[[Cancel]]</a></div>
</form>
@include(foot)@
