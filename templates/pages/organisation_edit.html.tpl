{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Edit {{TITLE}}]]" class="narrow" crumb=organisations crumb_label="[[Organisations]]" crumb2="organisations/{{REFERENCE}}" crumb2_label="{{TITLE}}" crumb_here="[[Edit]]")@
<h1>[[Edit {{TITLE}}]]</h1>
<p class="lead-in">{{REFERENCE}}</p>
{{#CHECKED}}
<p class="notice warn">[[This organisation is checked. A changed name or address takes the mark away until an officer has looked at it again.]]</p>
{{/CHECKED}}
@include(form action="organisations/{{REFERENCE}}/edit")@
@include(field name=name type=text autocomplete=organization label="[[Name of the organisation]]" hint="[[With its legal form, as in the register.]]")@
@include(field name=street type=text autocomplete=address-line1 label="[[Street and number]]" optional=1 hint="[[Officers can check the organisation only with its whole address.]]")@
<div class="pair">
@include(field name=postcode type=text autocomplete=postal-code label="[[Postcode]]" optional=1 class="short")@
@include(field name=city type=text autocomplete=address-level2 label="[[City]]" optional=1 class="wide")@
</div>
@include(field name=country type=text autocomplete=country label="[[Country]]" optional=1 hint="[[Two letters, such as DE, AT or CH]]" class="short")@
@include(textarea name=note label="[[Who else to ask]]" optional=1 hint="[[Who can be asked if you cannot be reached? Name, phone or e-mail address.]]")@
<div class="buttons"><button class="btn btn-primary">[[Save]]</button> <a href="{{BASE}}/organisations/{{REFERENCE}}">[[Cancel]]</a></div>
</form>
@include(foot)@
