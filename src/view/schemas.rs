//! JSON Schemas of the documents, made from their types. Only tests see this.

#![cfg(test)]

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

/// The schema of the document `name`, for example `status`, as it is written down under tests/schemas.
///
/// Every key is required, every object is closed, and `schema` is the name of the document.
pub(crate) fn schema_of<T: JsonSchema>(name: &'static str) -> (&'static str, Value) {
    let generator = SchemaSettings::draft2020_12().for_serialize().with_transform(close as fn(&mut Schema)).into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    schema["title"] = json!(format!("mlpath/{name}/v1"));
    schema["properties"]["schema"] = json!({ "const": format!("mlpath/{name}/v1") });
    let definitions = schema["$defs"].clone();
    join_variants(&mut schema, &definitions);
    // Of the head, which every document begins with.
    if let Some(root) = schema.as_object_mut() {
        root.remove("description");
    }
    (name, schema)
}

/// Writes what a variant holds beside its tag: a closed object elsewhere would not know the tag.
fn join_variants(schema: &mut Value, definitions: &Value) {
    let parts: Vec<&mut Value> = match schema {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(object) => object.values_mut().collect(),
        _ => return,
    };
    for part in parts {
        join_variants(part, definitions);
    }
    if !schema.is_object() {
        return;
    }
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()).map(str::to_owned);
    let Some(name) = name.filter(|_| schema.get("properties").is_some()) else { return };
    let whole = &definitions[name];
    for (key, field) in whole["properties"].as_object().into_iter().flatten() {
        schema["properties"][key] = field.clone();
    }
    if let (Some(required), Some(more)) = (schema["required"].as_array_mut(), whole["required"].as_array()) {
        required.extend(more.iter().cloned());
    }
    schema.as_object_mut().map(|object| object.remove("$ref"));
}

/// Closes the objects of a schema, so that a key nobody declared is a mistake, and leaves out what
/// differs between machines only.
fn close(schema: &mut Schema) {
    schemars::transform::transform_subschemas(&mut (close as fn(&mut Schema)), schema);
    let Some(object) = schema.as_object_mut() else { return };
    // Sizes of Rust's integers are no promise.
    object.retain(|key, value| !(key == "format" && value.as_str().is_some_and(|format| !format.starts_with("date"))));
    if object.contains_key("properties") && !object.contains_key("additionalProperties") {
        object.insert("additionalProperties".to_owned(), json!(false));
    }
}
