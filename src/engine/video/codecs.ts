/** How the numbers of a frame stand for colours, in the words of WebCodecs; null where the film does not say. */
export interface FrameColour {
  readonly matrix: string | null;
  readonly transfer: string | null;
  readonly primaries: string | null;
  readonly fullRange: boolean | null;
}

/** A decoded picture as codecs hold it: planes of brightness and colour, or of RGB, one after the other in `data`. */
export interface RawFrame {
  /** As WebCodecs names it: "I420", "I420P10", "NV12", "RGBA" ... */
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly colour: FrameColour;
  readonly data: Uint8Array;
  /** Where each plane begins, and how many bytes each of its rows takes. */
  readonly planes: readonly { readonly offset: number; readonly stride: number }[];
}

/** A frame as it comes out of a decoder. */
export interface DecodedFrame {
  /** Null where nobody needs the pixels. */
  readonly frame: RawFrame | null;
  /** That of its packet, in microseconds, where the decoder keeps them apart. */
  readonly timestamp?: number;
}

/** One encoded frame. Times are in microseconds. */
export interface Packet {
  readonly key: boolean;
  readonly timestamp: number;
  readonly duration: number;
  readonly data: Uint8Array;
}

/** What a decoder is told of the film, as WebCodecs' VideoDecoderConfig. */
export interface DecoderSettings {
  readonly codec: string;
  readonly codedWidth: number;
  readonly codedHeight: number;
  readonly description?: Uint8Array;
}

/** What an encoder is told of the film, as WebCodecs' VideoEncoderConfig. */
export interface EncoderSettings {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Bits per second. */
  readonly bitrate: number;
  readonly framerate: number;
  readonly latencyMode: 'quality' | 'realtime';
}

/** Decodes packets in the order of the file. @throws what the codec says of packets that it cannot decode. */
export interface FrameDecoder {
  /**
   * Takes packets, and gives the frames that are done by then: in the order in which they are shown, later packets may bring more.
   * @param skip the next frames of which nobody needs the pixels
   */
  decode(packets: readonly Packet[], skip: number): Promise<DecodedFrame[]>;
  /** The rest of the frames. The next packet is a key frame. */
  flush(skip: number): Promise<DecodedFrame[]>;
  close(): void;
}

/** Encoded frames in the order of the file, with what decoders have to be told, once. */
export interface EncodedPackets {
  readonly packets: readonly Packet[];
  readonly settings?: DecoderSettings;
}

export interface FrameEncoder {
  encode(
    frame: RawFrame,
    at: { readonly timestamp: number; readonly duration: number; readonly key: boolean },
  ): Promise<EncodedPackets>;
  flush(): Promise<EncodedPackets>;
  close(): void;
}

/** What decodes and encodes. */
export interface Codecs {
  decoder(settings: DecoderSettings): Promise<FrameDecoder>;
  encoder(settings: EncoderSettings): Promise<FrameEncoder>;
}
