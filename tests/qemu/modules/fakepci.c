// SPDX-License-Identifier: GPL-2.0
// PCI functions that exist in a file alone, in a domain of their own: the kernel finds and shows them
// as it does real ones. Each record of the file: bus, devfn, size of the configuration space (u16),
// the driver that is to have it (16 bytes, empty: none), the configuration space.
#include <linux/kernel_read_file.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>

#define DOMAIN 1
#define MOST_DRIVERS 8

struct function {
	u8 bus, devfn;
	__le16 size;
	char driver[16];
	u8 config[];
} __packed;

static char *file;
module_param(file, charp, 0444);

static void *functions;
static ssize_t length;
static struct pci_bus *root;
static struct pci_sysdata sysdata = { .domain = DOMAIN, .node = NUMA_NO_NODE };
static struct resource buses = { .name = "fakepci", .start = 0, .end = 255, .flags = IORESOURCE_BUS };
static struct pci_driver drivers[MOST_DRIVERS];
static int number_of_drivers;

static struct function *after(struct function *one)
{
	return (void *)one->config + le16_to_cpu(one->size);
}

#define for_each_function(one) \
	for (one = functions; (void *)one < functions + length; one = after(one))

static struct function *find(u8 bus, unsigned int devfn)
{
	struct function *one;

	for_each_function(one)
		if (one->bus == bus && one->devfn == devfn)
			return one;
	return NULL;
}

static int read_config(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 *value)
{
	struct function *one = find(bus->number, devfn);

	*value = one ? 0 : ~0;
	if (one && where + size <= le16_to_cpu(one->size))
		memcpy(value, one->config + where, size);
	return one ? PCIBIOS_SUCCESSFUL : PCIBIOS_DEVICE_NOT_FOUND;
}

// What hardware keeps of what is written: command and bus numbers. The functions have no memory.
static int write_config(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 value)
{
	struct function *one = find(bus->number, devfn);
	bool bridge = one && (one->config[PCI_HEADER_TYPE] & 0x7f) == PCI_HEADER_TYPE_BRIDGE;

	if (!one)
		return PCIBIOS_DEVICE_NOT_FOUND;
	if (where == PCI_COMMAND || where == PCI_INTERRUPT_LINE ||
	    (bridge && where >= PCI_PRIMARY_BUS && where + size <= PCI_SEC_LATENCY_TIMER + 1))
		memcpy(one->config + where, &value, size);
	return PCIBIOS_SUCCESSFUL;
}

static struct pci_ops ops = { .read = read_config, .write = write_config };

static int claim(struct pci_dev *device, const struct pci_device_id *id)
{
	struct function *one = find(device->bus->number, device->devfn);
	bool ours = pci_domain_nr(device->bus) == DOMAIN && one && !strcmp(one->driver, device->dev.driver->name);

	return ours ? 0 : -ENODEV;
}

static const struct pci_device_id any[] = { { PCI_DEVICE(PCI_ANY_ID, PCI_ANY_ID) }, {} };

static int add_driver(const char *name)
{
	int n;

	for (n = 0; n < number_of_drivers; n++)
		if (!strcmp(drivers[n].name, name))
			return 0;
	if (number_of_drivers == MOST_DRIVERS)
		return -E2BIG;
	drivers[n] = (struct pci_driver){ .name = name, .id_table = any, .probe = claim };
	number_of_drivers++;
	return pci_register_driver(&drivers[n]);
}

// Until it is bound, no driver of the kernel may take a function that is to have one of ours.
static void reserve(bool reserved)
{
	struct function *one;

	for_each_function(one) {
		struct pci_dev *device = pci_get_domain_bus_and_slot(DOMAIN, one->bus, one->devfn);

		if (!device || !one->driver[0])
			continue;
		kfree(device->driver_override);
		device->driver_override = reserved ? kstrdup(one->driver, GFP_KERNEL) : NULL;
		pci_dev_put(device);
	}
}

static int __init fakepci_init(void)
{
	struct function *one;
	LIST_HEAD(resources);

	length = kernel_read_file_from_path(file, 0, &functions, INT_MAX, NULL, READING_POLICY);
	if (length < 0)
		return length;
	pci_add_resource(&resources, &buses);
	root = pci_create_root_bus(NULL, 0, &ops, &sysdata, &resources);
	if (!root)
		return -ENOMEM;
	pci_scan_child_bus(root);
	reserve(true);
	pci_bus_add_devices(root);
	for_each_function(one)
		if (one->driver[0] && add_driver(one->driver))
			pr_err("fakepci: no driver %s\n", one->driver);
	reserve(false);
	return 0; // from here on the bus is there, whatever else went wrong
}

// Never unloaded: its guest ends with it.
module_init(fakepci_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("PCI functions from a file, for tests");
