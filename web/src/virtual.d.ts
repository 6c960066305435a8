declare module "virtual:parameters" {
  const parameters: Record<
    string,
    { name: string; kind: string; required: boolean; preset?: string; zh: string; en: string }[]
  >;
  export default parameters;
}

declare module "virtual:views" {
  const views: { id: string; zh: string; en: string; text: string }[];
  export default views;
}

declare module "*.css";
