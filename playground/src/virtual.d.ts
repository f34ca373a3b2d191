// What the plugins of the build make: the modules that no file holds.

declare module "virtual:operations" {
  const forms: import("../operations_plugin.js").OperationForms;
  export default forms;
}

declare module "virtual:versions" {
  const versions: { readonly hashrange: string; readonly sdk: string };
  export default versions;
}
