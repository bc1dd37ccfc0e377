"""Renders the films of fixtures/films, small and with known colours in every frame, in the ways that cameras and phones make
them. Needs PyAV and NumPy: python tools/references/films.py"""

from fractions import Fraction
from pathlib import Path
import struct

import av
import numpy as np

TO = Path(__file__).parents[2] / "fixtures" / "films"
FRAMES, RATE = 20, 10


def picture(index, width, height):
    """Left and right halves; src/engine/video/testing/knownFilm.ts says the same."""
    image = np.zeros((height, width, 3), np.uint8)
    image[:, : width // 2] = (40 + 8 * index, 200 - 6 * index, 120)
    image[:, width // 2 :] = (220 - 7 * index, 60 + 5 * index, 90 + 4 * index)
    return image


# Numbers of ITU-T H.273: matrix, transfer, primaries.
BT709, BT601, PQ = (1, 1, 1), (6, 6, 6), (9, 16, 9)


def film(name, codec, form="yuv420p", size=(64, 48), colour=BT709, full=False, options={}, times=None, skip=0, sound=None):
    width, height = size
    with av.open(str(TO / name), "w") as out:
        stream = out.add_stream(codec, rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, form
        context = stream.codec_context
        context.colorspace, context.color_trc, context.color_primaries = colour
        context.color_range = 2 if full else 1
        context.time_base = Fraction(1, 1000)
        voice = sound and out.add_stream(sound, rate=48000, layout="mono")
        written = 0

        def mux(packets):
            nonlocal written
            for packet in packets:
                written += 1
                if written > skip:
                    out.mux(packet)

        for index in range(FRAMES):
            rgb = av.VideoFrame.from_ndarray(picture(index, width, height), "rgb24")
            matrix = {1: 1, 6: 5, 9: 9}[colour[0]]
            frame = rgb.reformat(format=form, dst_colorspace=matrix, dst_color_range=2 if full else 1)
            frame.pts = times[index] if times else index * 1000 // RATE
            frame.time_base = Fraction(1, 1000)
            mux(stream.encode(frame))
        mux(stream.encode())
        if voice:
            tone = np.sin(np.arange(48000 * FRAMES // RATE) * 0.06).astype(np.float32)
            for begin in range(0, len(tone), 960):
                part = av.AudioFrame.from_ndarray(tone[None, begin : begin + 960], "fltp", "mono")
                part.sample_rate, part.pts = 48000, begin
                for packet in voice.encode(part):
                    out.mux(packet)
            for packet in voice.encode():
                out.mux(packet)


def turned(name, of):
    """The film is lying on its side, and the header says so: 90 degrees clockwise (ISO/IEC 14496-12, 8.3.2)."""
    data = bytearray((TO / of).read_bytes())
    at = data.index(b"tkhd") + 4
    matrix = at + 4 + (32 if data[at] == 1 else 20) + 16
    data[matrix : matrix + 36] = struct.pack(">9i", 0, 65536, 0, -65536, 0, 0, 48 << 16, 0, 1 << 30)
    (TO / name).write_bytes(data)


TO.mkdir(parents=True, exist_ok=True)
quiet = "log-level=none"
film("h264.mp4", "libx264", options={"bf": "3", "g": "12", "crf": "12"}, sound="aac")
film("h264-601.mp4", "libx264", colour=BT601, options={"crf": "12"})
film("h264-full-range.mp4", "libx264", full=True, options={"crf": "12"})
film("h264-10-bit-422.mov", "libx264", form="yuv422p10le", options={"crf": "12"})
film("hevc-10-bit.mp4", "libx265", form="yuv420p10le", options={"x265-params": quiet + ":keyint=6:open-gop=1:crf=12"})
film("hevc-hdr.mp4", "libx265", form="yuv420p10le", colour=PQ,
     options={"x265-params": quiet + ":colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"})
film("vp9-odd.webm", "libvpx-vp9", size=(63, 47), options={"crf": "12", "b": "0"}, sound="libopus")
film("vp8.webm", "libvpx", options={"crf": "8", "b": "400k"})
film("av1.mp4", "libsvtav1", options={"crf": "20"})
film("h264-uneven.mp4", "libx264", options={"bf": "2", "crf": "12"},
     times=[0, 100, 150, 400, 420, 800] + [900 + 50 * index for index in range(14)])
film("h264-no-key-frame.mp4", "libx264", options={"x264-params": "keyint=8:min-keyint=8:scenecut=0:bframes=0", "crf": "12"}, skip=3)
turned("h264-turned.mp4", "h264.mp4")
