// A style that comes with a module: build.py puts it into the module's file.
declare module "*.css" {
  const style: CSSStyleSheet;
  export default style;
}
