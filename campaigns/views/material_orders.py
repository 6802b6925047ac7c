from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import order_crossing, picker
from campaigns.forms.material_orders import ArrivedForm, OrderForm
from campaigns.models import Event, Material, MaterialOrder, OrderRefused
from campaigns.models.order_line import asked_before
from hope_portal.workflow.models import IllegalMove


def _event(request, reference):
    manageable = Event.objects.manageable_by(request.user, now=timezone.now())
    return get_object_or_404(manageable.select_related("club"), reference=reference)


def _order(event, pk):
    """Filled with its event, so that nobody asks for that again."""
    order = get_object_or_404(event.material_orders.prefetch_related("lines__material"), pk=pk)
    order.event = event
    return order


def order(request, reference):
    """What is on its way to an event, what it can still ask for, and what anybody can print."""
    event, now = _event(request, reference), timezone.now()
    refusal = MaterialOrder.refusal(event, now=now)
    form = None if refusal else _order_form(request, event)
    if form and form.is_valid() and _is_placed(form, event, by=request.user, now=now):
        messages.success(request, _("We have your order. You hear from us when it is on its way."))
        return redirect("campaigns:material-order", reference)
    context = {"event": event, "form": form, "refusal": refusal, **_shelf(event, now)}
    return render(request, "campaigns/material_order.html", context)


def _is_placed(form, event, *, by, now):
    try:
        MaterialOrder.place(
            event, form.copies, by=by, now=now, once=form.cleaned_data["once"], **form.ship_to
        )
    except OrderRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _order_form(request, event):
    fitting = Material.MadeFor.fitting(event.audience)
    materials = sorted(
        Material.objects.to_order().order_by("title", "pk"),
        key=lambda material: not set(material.made_for).intersection(fitting),
    )
    known = {
        "to_name": event.place,
        "street": event.address,
        "city": event.city,
        "region": event.region,
        "country": event.country,
    }
    data = request.POST if request.method == "POST" else None
    return OrderForm(data, initial=known, materials=materials, asked_before=asked_before(event))


def _shelf(event, now):
    orders = list(event.material_orders.prefetch_related("lines__material").order_by("-pk"))
    for row in orders:
        row.event = event
        row.steps, row.chip, row.late = order_crossing.steps(row), order_crossing.chip(row), row.is_late(now)
    links = [found.material for found in picker.pick(made_for=Material.MadeFor.fitting(event.audience))]
    return {"orders": orders, "links": links, "late": any(row.late for row in orders)}


def cancel(request, reference, pk):
    event = _event(request, reference)
    order = _order(event, pk)
    if request.method == "POST":
        try:
            order.cancel(by=request.user, now=timezone.now())
            messages.success(request, _("The order is called off."))
        except IllegalMove:
            messages.error(request, _("It is packed or gone already, so it cannot be called off any more."))
        return redirect("campaigns:material-order", reference)
    return render(request, "campaigns/material_order_cancel.html", {"event": event, "order": order})


def received(request, reference, pk):
    event = _event(request, reference)
    order = _order(event, pk)
    form = ArrivedForm(request.POST if request.method == "POST" else None, lines=order.lines.all())
    if form.is_valid():
        try:
            order.receive(form.counted, by=request.user, now=timezone.now())
            messages.success(request, _("Thank you. The parcel is counted."))
        except IllegalMove:
            messages.info(request, _("This order is not on its way, or it was counted already."))
        return redirect("campaigns:material-order", reference)
    context = {"event": event, "order": order, "form": form}
    return render(request, "campaigns/material_order_received.html", context)


@require_POST
def parents_told(request, reference):
    """The letter went out to the parents."""
    event = _event(request, reference)
    event.parents_were_told(now=timezone.now())
    messages.success(request, _("Noted: the parents have the letter."))
    return redirect("campaigns:material-order", reference)
