"""Prints an HTML file to a PDF of A4 with WebKitGTK: print-webkit.py FROM TO. It is Safari's engine, and
WebKitGTK's driver cannot print, so its C functions are called."""

import ctypes
import sys
from pathlib import Path

source, target = (Path(each).resolve().as_uri().encode() for each in sys.argv[1:])
gtk = ctypes.CDLL("libgtk-3.so.0")
webkit = ctypes.CDLL("libwebkit2gtk-4.1.so.0")
gobject = ctypes.CDLL("libgobject-2.0.so.0")
Pointer, Text, Int = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
callbacks = []


def call(library, name, *args, result=Pointer):
    """Objects are Pointers, which ctypes would cut to 32 bits as plain numbers."""
    function = getattr(library, name)
    function.restype = result
    return function(*(Pointer(each) if isinstance(each, int) else each for each in args))


def connect(thing, signal, kinds, function):
    callback = ctypes.CFUNCTYPE(None, *kinds)(function)
    callbacks.append(callback)
    address = ctypes.cast(callback, Pointer).value
    call(gobject, "g_signal_connect_data", thing, Text(signal), address, None, None, Int(0))


def stop(*_):
    call(gtk, "gtk_main_quit")


def failed(*_):
    print("the page could not be printed", file=sys.stderr)
    stop()


def loaded(view, event, _):
    if event != 3:  # WEBKIT_LOAD_FINISHED
        return
    settings = call(gtk, "gtk_print_settings_new")
    for key, value in ((b"printer", b"Print to File"), (b"output-uri", target)):
        call(gtk, "gtk_print_settings_set", settings, Text(key), Text(value))
    setup = call(gtk, "gtk_page_setup_new")
    paper = call(gtk, "gtk_paper_size_new", Text(b"iso_a4"))
    call(gtk, "gtk_page_setup_set_paper_size", setup, paper)
    for side in ("top", "bottom", "left", "right"):
        margin = ctypes.c_double(18)
        call(gtk, f"gtk_page_setup_set_{side}_margin", setup, margin, Int(3))  # GTK_UNIT_MM
    printing = call(webkit, "webkit_print_operation_new", view)
    call(webkit, "webkit_print_operation_set_print_settings", printing, settings)
    call(webkit, "webkit_print_operation_set_page_setup", printing, setup)
    connect(printing, b"finished", [Pointer, Pointer], stop)
    connect(printing, b"failed", [Pointer, Pointer, Pointer], failed)
    call(webkit, "webkit_print_operation_print", printing)


call(gtk, "gtk_init", None, None)
page = call(webkit, "webkit_web_view_new")
window = call(gtk, "gtk_offscreen_window_new")
call(gtk, "gtk_container_add", window, page)
call(gtk, "gtk_widget_show_all", window)
connect(page, b"load-changed", [Pointer, Int, Pointer], loaded)
call(webkit, "webkit_web_view_load_uri", page, Text(source))
call(gtk, "gtk_main")
