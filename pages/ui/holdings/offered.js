// The whole of a component in a file of its own, which a browser fetches once: NAME stands for its name.
const at = new URL("offered/NAME", document.baseURI);
export default (await import(at)).default;
