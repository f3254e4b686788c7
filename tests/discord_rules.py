"""What Discord refuses, and the words it does it with (Reference, "Error Messages")."""

from __future__ import annotations

from collections.abc import Callable, Collection

from tests.discord_messages import COMPONENTS_V2, components_in
from tests.discord_payloads import Payload

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, CONTAINER, LABEL = 9, 10, 11, 12, 13, 17, 18
SELECTS = {STRING_SELECT, 5, 6, 7, 8}
LAYOUT = {ACTION_ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, 14}
ATTACHED = "attachment://"


class Refusal(Exception):
    """An answer other than 2xx: the status, Discord's own code, its sentence, and the fields."""

    def __init__(self, status: int, code: int, message: str, errors: Payload | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: Payload = {"message": message, "code": code}
        if errors is not None:
            self.body["errors"] = errors


def unknown(code: int, what: str) -> Refusal:
    return Refusal(404, code, f"Unknown {what}")


def invalid(at: str, code: str, message: str) -> Refusal:
    """Return the refusal of one field; `at` is its dotted path, as in "components.0.label"."""
    errors: Payload = {"_errors": [{"code": code, "message": message}]}
    for key in reversed(at.split(".")):
        errors = {key: errors}
    return Refusal(400, 50035, "Invalid Form Body", errors)


def check_length(value: object, shortest: int, longest: int, at: str) -> None:
    if not isinstance(value, str | list):
        raise invalid(at, "BASE_TYPE_REQUIRED", "This field is required")
    if not shortest <= len(value) <= longest:
        wanted = f"Must be between {shortest} and {longest} in length."
        raise invalid(at, "BASE_TYPE_BAD_LENGTH", wanted)


def check_message(body: Payload, *, flags: int, files: Collection[str] = (), at: str = "") -> None:
    """Resources › Message, "Create Message"; `at` starts the path of what is refused.

    `files` are the names of what the message carries.
    """
    is_v2 = bool(flags & COMPONENTS_V2)
    for field in ("content", "embeds", "sticker_ids", "poll"):
        if is_v2 and body.get(field):
            reason = f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            raise invalid(at + field, code, reason)
    check_length(body.get("content") or "", 0, 2000, at + "content")
    check_length(body.get("embeds") or [], 0, 10, at + "embeds")
    components = body.get("components") or []
    check_components(components, is_v2=is_v2, at=at + "components")
    check_attached(components, files, at + "components")
    said = ("content", "embeds", "attachments", "sticker_ids", "poll")
    if not (components or files or any(body.get(field) for field in said)):
        raise Refusal(400, 50006, "Cannot send an empty message")


def check_components(components: list[Payload], *, is_v2: bool, at: str) -> None:
    """Components › Reference: each component, then what counts over the whole message."""
    check_children(components, LAYOUT | {CONTAINER} if is_v2 else {ACTION_ROW}, at)
    every = list(components_in(components, at))
    if is_v2 and len(every) > 40:
        reason = "Total number of components cannot exceed 40"
        raise invalid(at, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", reason)
    if not is_v2 and len(components) > 5:
        raise invalid(at, "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length.")
    for path, component in every:
        CHECKS.get(component["type"], _check_nothing)(component, path)
    shown = sum(len(c["content"]) for _, c in every if c["type"] == TEXT_DISPLAY)
    if shown > 4000:
        reason = "Components displayable text size exceeds maximum size of 4000"
        raise invalid(at, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", reason)
    check_custom_ids(every)


def check_attached(components: list[Payload], files: Collection[str], at: str) -> None:
    """Reference, "Uploading Files": attachment:// names a file that the message carries."""
    for path, component in components_in(components, at):
        shown = [component.get("file"), *(item["media"] for item in component.get("items", ()))]
        for url in (media["url"] for media in shown if media):
            if url.startswith(ATTACHED) and url.removeprefix(ATTACHED) not in files:
                raise invalid(path, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", url)
            if component["type"] == FILE and not url.startswith(ATTACHED):
                raise invalid(path, "UNFURLED_MEDIA_ITEM_ATTACHMENT_REFERENCE_REQUIRED", url)


def check_custom_ids(every: list[tuple[str, Payload]]) -> None:
    """Components › Reference, "Custom ID": 1 to 100 characters, unique in a message."""
    seen: set[str] = set()
    for path, component in every:
        if "custom_id" not in component:
            continue
        check_length(component["custom_id"], 1, 100, f"{path}.custom_id")
        if component["custom_id"] in seen:
            reason = "Component custom id cannot be duplicated"
            raise invalid(f"{path}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", reason)
        seen.add(component["custom_id"])


def check_children(children: list[Payload], allowed: set[int], at: str) -> None:
    for number, child in enumerate(children):
        if child.get("type") not in allowed:
            choices = ", ".join(map(str, sorted(allowed)))
            reason = f'Value of field "type" must be one of ({choices},).'
            raise invalid(f"{at}.{number}", "UNION_TYPE_CHOICES", reason)


def _check_nothing(component: Payload, at: str) -> None:
    """Separators, files and the like: nothing of ours can break their rules."""


def _check_row(row: Payload, at: str) -> None:
    """Components › Reference, "Action Row": up to five buttons, or one select."""
    children = row.get("components") or []
    check_children(children, {BUTTON, TEXT_INPUT} | SELECTS, f"{at}.components")
    has_select = any(child["type"] in SELECTS for child in children)
    check_length(children, 1, 1 if has_select else 5, f"{at}.components")


def _check_button(button: Payload, at: str) -> None:
    """Components › Reference, "Button": a link has a url, any other a custom_id."""
    check_length(button.get("label") or "", 0, 80, f"{at}.label")
    if not (button.get("label") or button.get("emoji")):
        raise invalid(at, "BUTTON_COMPONENT_MUST_HAVE_LABEL_OR_EMOJI", "A label or an emoji")
    is_link = button.get("style") == 5
    check_length(button.get("url" if is_link else "custom_id"), 1, 512, at)
    if ("url" in button) != is_link or ("custom_id" in button) == is_link:
        raise invalid(at, "BUTTON_COMPONENT_CUSTOM_ID_OR_URL", "Either a custom id or a url")
    if is_link and not button["url"].startswith(("http://", "https://", "discord://")):
        raise invalid(f"{at}.url", "BASE_TYPE_BAD_URL", "Not a well formed URL.")


def _check_select(select: Payload, at: str) -> None:
    """Components › Reference, "String Select"."""
    check_length(select.get("custom_id"), 1, 100, f"{at}.custom_id")
    check_length(select.get("placeholder") or "", 0, 150, f"{at}.placeholder")
    if select["type"] != STRING_SELECT:
        return
    check_length(select.get("options"), 1, 25, f"{at}.options")
    for number, option in enumerate(select["options"]):
        check_length(option.get("label"), 1, 100, f"{at}.options.{number}.label")
        check_length(option.get("value"), 1, 100, f"{at}.options.{number}.value")
        check_length(option.get("description") or "", 0, 100, f"{at}.options.{number}.description")
    if len({option["value"] for option in select["options"]}) < len(select["options"]):
        reason = "The specified option value is already used"
        raise invalid(f"{at}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", reason)


def _check_section(section: Payload, at: str) -> None:
    """Components › Reference, "Section": one to three texts beside a button or a thumbnail."""
    check_length(section.get("components"), 1, 3, f"{at}.components")
    check_children(section["components"], {TEXT_DISPLAY}, f"{at}.components")
    check_children([section.get("accessory") or {}], {BUTTON, THUMBNAIL}, f"{at}.accessory")


def _check_text(text: Payload, at: str) -> None:
    check_length(text.get("content"), 1, 4000, f"{at}.content")


def _check_gallery(gallery: Payload, at: str) -> None:
    """Components › Reference, "Media Gallery": one to ten items, each with its alt text."""
    check_length(gallery.get("items"), 1, 10, f"{at}.items")
    for number, item in enumerate(gallery["items"]):
        check_length(item.get("description") or "", 0, 1024, f"{at}.items.{number}.description")


def _check_container(container: Payload, at: str) -> None:
    check_length(container.get("components"), 1, 40, f"{at}.components")
    check_children(container["components"], LAYOUT, f"{at}.components")


def _check_label(label: Payload, at: str) -> None:
    """Components › Reference, "Label" (modals only)."""
    check_length(label.get("label"), 1, 45, f"{at}.label")
    check_length(label.get("description") or "", 0, 100, f"{at}.description")


CHECKS: dict[int, Callable[[Payload, str], None]] = {
    ACTION_ROW: _check_row,
    BUTTON: _check_button,
    SECTION: _check_section,
    TEXT_DISPLAY: _check_text,
    GALLERY: _check_gallery,
    CONTAINER: _check_container,
    LABEL: _check_label,
    **dict.fromkeys(SELECTS, _check_select),
}


def check_modal(modal: Payload) -> None:
    """Interactions › Receiving and Responding, "Modal"."""
    check_length(modal.get("title"), 1, 45, "data.title")
    check_length(modal.get("custom_id"), 1, 100, "data.custom_id")
    check_length(modal.get("components"), 1, 5, "data.components")
    every = list(components_in(modal["components"], "data.components"))
    for path, component in every:
        CHECKS.get(component["type"], _check_nothing)(component, path)
    check_custom_ids(every)


def check_choices(choices: list[Payload], at: str) -> None:
    """Interactions › Application Commands, "Application Command Option Choice Structure"."""
    check_length(choices, 0, 25, at)
    for number, choice in enumerate(choices):
        check_length(choice.get("name"), 1, 100, f"{at}.{number}.name")
        if isinstance(choice.get("value"), str):
            check_length(choice["value"], 1, 100, f"{at}.{number}.value")
