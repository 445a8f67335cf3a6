/* What a bare JavaScript engine lacks of that which the libraries use. */
globalThis.self = globalThis;
globalThis.structuredClone = value => value === undefined ? value : JSON.parse(JSON.stringify(value));
globalThis.performance = {now: () => Date.now()};
globalThis.console = {log() {}, warn() {}, error() {}};
globalThis.TextEncoder = class {
  encode(text) { return Uint8Array.from(unescape(encodeURIComponent(text)), c => c.charCodeAt(0)); }
  encodeInto(text, into) { const bytes = this.encode(text); into.set(bytes); return {read: text.length, written: bytes.length}; }
};
globalThis.TextDecoder = class {
  decode(bytes) {
    let text = '';
    for (let i = 0; bytes && i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return decodeURIComponent(escape(text));
  }
};
