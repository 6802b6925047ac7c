"""Fields that are wanted, but not by this field alone: an empty answer is taken, and the label does not call
it optional."""

from django import forms


class Later(forms.Field):
    def validate(self, value):
        if value not in self.empty_values:
            super().validate(value)


class LaterChoice(Later, forms.ChoiceField):
    pass


class LaterText(Later, forms.CharField):
    pass
