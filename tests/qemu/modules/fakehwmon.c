// SPDX-License-Identifier: GPL-2.0
// Chips of the hwmon class that exist in a file alone. Its lines: "chip NAME PARENT", then "ATTRIBUTE VALUE"
// for each file of the chip. PARENT: a PCI address, DDDD:BB:DD.F, or the name of a platform device, "name.id".
#include <linux/hwmon.h>
#include <linux/hwmon-sysfs.h>
#include <linux/kernel_read_file.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#define MOST_FILES 128

struct chip_file {
	struct device_attribute attribute;
	const char *value;
};

static char *file;
module_param(file, charp, 0444);

static ssize_t show(struct device *device, struct device_attribute *attribute, char *room)
{
	return sysfs_emit(room, "%s\n", container_of(attribute, struct chip_file, attribute)->value);
}

static struct device *parent_of(char *where)
{
	unsigned int domain, bus, slot, function;
	struct platform_device *platform;
	struct pci_dev *pci;
	char *id;
	int number = PLATFORM_DEVID_NONE;

	if (sscanf(where, "%x:%x:%x.%x", &domain, &bus, &slot, &function) == 4) {
		pci = pci_get_domain_bus_and_slot(domain, bus, PCI_DEVFN(slot, function));
		return pci ? &pci->dev : NULL;
	}
	id = strrchr(where, '.');
	if (id && !kstrtoint(id + 1, 10, &number))
		*id = 0;
	platform = platform_device_register_simple(where, number, NULL, 0);
	return IS_ERR(platform) ? NULL : &platform->dev;
}

static int add_chip(char *name, char *where, struct attribute **attributes)
{
	struct attribute_group *group = kzalloc(sizeof(*group), GFP_KERNEL);
	const struct attribute_group **groups = kcalloc(2, sizeof(*groups), GFP_KERNEL);
	struct device *parent = parent_of(where);

	if (!group || !groups || !parent)
		return -ENODEV;
	group->attrs = attributes;
	groups[0] = group;
	return PTR_ERR_OR_ZERO(hwmon_device_register_with_groups(parent, name, NULL, groups));
}

static struct attribute *make_file(const char *name, const char *value)
{
	struct chip_file *made = kzalloc(sizeof(*made), GFP_KERNEL);

	if (!made)
		return NULL;
	sysfs_attr_init(&made->attribute.attr);
	made->attribute.attr.name = name;
	made->attribute.attr.mode = 0444;
	made->attribute.show = show;
	made->value = value;
	return &made->attribute.attr;
}

static int __init fakehwmon_init(void)
{
	char *text, *line, *name = NULL, *where = NULL;
	struct attribute **files = NULL;
	void *read = NULL;
	ssize_t length = kernel_read_file_from_path(file, 0, &read, INT_MAX, NULL, READING_POLICY);
	int n = 0, error = 0;

	if (length < 0)
		return length;
	text = kmemdup_nul(read, length, GFP_KERNEL); // stays: names and values lie in it
	while (!error && (line = strsep(&text, "\n"))) {
		char *word = strsep(&line, " ");

		if (!line)
			continue;
		if (strcmp(word, "chip")) {
			if (files && n < MOST_FILES)
				files[n++] = make_file(word, line);
			continue;
		}
		if (files)
			error = add_chip(name, where, files);
		name = strsep(&line, " ");
		where = line;
		files = kcalloc(MOST_FILES + 1, sizeof(*files), GFP_KERNEL);
		n = 0;
	}
	return files && !error ? add_chip(name, where, files) : error;
}

// Never unloaded: its guest ends with it.
module_init(fakehwmon_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("hwmon chips from a file, for tests");
