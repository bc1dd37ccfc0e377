/** A lossless WebP of one red pixel. */
export const webpOfOnePixel = new Uint8Array(Buffer.from('UklGRhwAAABXRUJQVlA4TA8AAAAvAAAAAAcQ/Y/+ByKi/wEA', 'base64'));
